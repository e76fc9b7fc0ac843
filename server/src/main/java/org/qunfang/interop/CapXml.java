package org.qunfang.interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML from strangers: no DOCTYPE, no entities, no other documents, at most 2 MB and 64 elements deep. */
final class CapXml {
    /** Bytes of one message or feed; the largest real one known to the tests has 1.7 MB. */
    static final int MOST_BYTES = 2 * 1024 * 1024;

    static final String CAP_10 = "http://www.incident.com/cap/1.0";
    static final String CAP_11 = "urn:oasis:names:tc:emergency:cap:1.1";
    static final String CAP_12 = "urn:oasis:names:tc:emergency:cap:1.2";

    private static final String DEEPEST = "64";
    private static final DocumentBuilderFactory FACTORY = factory();

    private CapXml() {}

    private static DocumentBuilderFactory factory() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("http://www.oracle.com/xml/jaxp/properties/maxElementDepth", DEEPEST);
            return factory;
        } catch (ParserConfigurationException missing) {
            throw new IllegalStateException("this Java has no safe XML parser", missing);
        }
    }

    /** @throws Refused for what is no XML, has a DOCTYPE or is too large */
    static Document parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new Refused(Reason.TOO_LARGE, "/");
        }
        try {
            DocumentBuilder builder = builder();
            builder.setErrorHandler(new Thrower());
            return builder.parse(new ByteArrayInputStream(bytes));
        } catch (SAXParseException broken) {
            throw refusal(broken);
        } catch (SAXException | IOException | RuntimeException broken) {
            throw new Refused(Reason.NOT_XML, "/");
        }
    }

    private static synchronized DocumentBuilder builder() {
        try {
            return FACTORY.newDocumentBuilder();
        } catch (ParserConfigurationException missing) {
            throw new IllegalStateException("this Java has no safe XML parser", missing);
        }
    }

    /** The parser tells of a forbidden DOCTYPE only in words, which name it in every language. */
    private static Refused refusal(SAXParseException broken) {
        String told = String.valueOf(broken.getMessage());
        return told.contains("DOCTYPE")
                ? new Refused(Reason.DOCTYPE, "/")
                : new Refused(Reason.NOT_XML, "/line[" + Math.max(1, broken.getLineNumber()) + "]");
    }

    /** Every CAP message in the document, in its order. */
    static List<Element> alerts(Document document) {
        List<Element> alerts = new ArrayList<>();
        for (String namespace : List.of(CAP_12, CAP_11)) {
            NodeList found = document.getElementsByTagNameNS(namespace, "alert");
            for (int i = 0; i < found.getLength(); i++) {
                alerts.add((Element) found.item(i));
            }
        }
        return alerts;
    }

    /** SHA-256 of names and words of the message's own elements, in their order. */
    static byte[] fingerprint(Element alert) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest(alert, alert.getNamespaceURI(), digest);
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    /** As deep as the parser lets elements be. */
    private static void digest(Element element, String namespace, MessageDigest digest) {
        digest.update(('<' + element.getLocalName()).getBytes(StandardCharsets.UTF_8));
        boolean isLeaf = true;
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && namespace.equals(child.getNamespaceURI())) {
                isLeaf = false;
                digest(child, namespace, digest);
            }
        }
        if (isLeaf) {
            digest.update(('>' + element.getTextContent().strip()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Xerces would print to standard error. */
    private static final class Thrower implements ErrorHandler {
        @Override
        public void warning(SAXParseException told) {
            // Nothing that keeps the document from being read.
        }

        @Override
        public void error(SAXParseException told) throws SAXException {
            throw told;
        }

        @Override
        public void fatalError(SAXParseException told) throws SAXException {
            throw told;
        }
    }
}
