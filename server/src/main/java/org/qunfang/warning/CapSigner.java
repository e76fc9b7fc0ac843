package org.qunfang.warning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.xml.security.Init;
import org.apache.xml.security.algorithms.MessageDigestAlgorithm;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * Puts an enveloped XML signature into a CAP message, the only kind that CAP 1.2 allows (section 3.3.4.1): over the whole
 * message, exclusive C14N, SHA-256, with the certificate beside it. Computes: call it on a worker.
 */
final class CapSigner {
    private static final String END = "</alert>";

    static {
        // Without line breaks in Base64, which would stand in the message as &#13;. Read once, by Init.
        System.setProperty("org.apache.xml.security.ignoreLineBreaks", "true");
        Init.init();
    }

    private final CapKey key;

    CapSigner(CapKey key) {
        this.key = key;
    }

    /** The message as it was, byte for byte, with the signature as its last element. */
    String sign(String xml) {
        int end = xml.lastIndexOf(END);
        try {
            return xml.substring(0, end) + signature(xml) + xml.substring(end);
        } catch (XMLSecurityException | ParserConfigurationException | SAXException | IOException ofOurOwnWriting) {
            throw new IllegalStateException("a CAP message could not be signed", ofOurOwnWriting);
        }
    }

    private String signature(String xml)
            throws XMLSecurityException, ParserConfigurationException, SAXException, IOException {
        Document document = parse(xml);
        XMLSignature signature = new XMLSignature(
                document,
                "",
                key.isRsa() ? XMLSignature.ALGO_ID_SIGNATURE_RSA_SHA256 : XMLSignature.ALGO_ID_SIGNATURE_ECDSA_SHA256,
                Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS);
        document.getDocumentElement().appendChild(signature.getElement());
        Transforms transforms = new Transforms(document);
        transforms.addTransform(Transforms.TRANSFORM_ENVELOPED_SIGNATURE);
        transforms.addTransform(Transforms.TRANSFORM_C14N_EXCL_OMIT_COMMENTS);
        signature.addDocument("", transforms, MessageDigestAlgorithm.ALGO_ID_DIGEST_SHA256);
        signature.addKeyInfo(key.chain().get(0));
        signature.sign(key.key());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
                .canonicalizeSubtree(signature.getElement(), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Document parse(String xml) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
