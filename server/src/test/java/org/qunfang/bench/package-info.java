/** Measurements that {@code ops/bench} runs; each prints its figures beside a yardstick measured in the same run. */
package org.qunfang.bench;
