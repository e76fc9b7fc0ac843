package org.qunfang.responsibility;

/**
 * A text and the category that a person gave it.
 *
 * @param text the words, of which the first {@value SuggestionGrams#MOST_CHARACTERS} characters count
 * @param label a category's code, or any label where only measuring is asked for
 */
public record SuggestionExample(String text, String label) {}
