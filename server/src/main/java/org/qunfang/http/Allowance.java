package org.qunfang.http;

import java.time.Duration;

/**
 * How much may come from one account or address.
 *
 * @param atOnce after a quiet time, at least one
 * @param every and then one in each of these, whole milliseconds
 */
public record Allowance(int atOnce, Duration every) {}
