/** What the tests of every room share. */
package org.qunfang.testing;
