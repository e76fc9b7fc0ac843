/**
 * What the operator decides: the environment variables, read once at start, checked, and handed to whoever needs one.
 * Nothing else in the program reads the environment.
 */
package org.qunfang.settings;
