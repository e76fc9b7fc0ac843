/**
 * The window to other systems: it calls rooms, and no room calls it. CAP messages that others publish come in here.
 *
 * <p>Tables: cap_senders, cap_imports, cap_feed_links. Operations: importCap, listCapImports, getCapImport, getCapImportXml,
 * relayCapImport, listCapSenders, createCapSender, updateCapSender.
 *
 * <p>The way of a message: {@code CapReader} reads it leniently and lists its repairs; {@code CapGround} computes where
 * it holds; {@code Admission} decides with the sender's authority and what is known already; {@code ImportService}
 * stores the answer, and hands what reaches the public to {@link org.qunfang.warning.Relay}.
 */
package org.qunfang.interop;
