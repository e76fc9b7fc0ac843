/**
 * Bad input against every operation of the contract: each request is made out of the contract's schemas and then
 * spoiled in one place. A new operation or member is covered as soon as the contract has it.
 */
package org.qunfang.hostile;
