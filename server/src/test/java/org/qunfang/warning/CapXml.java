package org.qunfang.warning;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.qunfang.testing.SharedData;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads CAP messages, refusing DOCTYPE, and holds them against the OASIS schema. */
final class CapXml {
    private CapXml() {}

    static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(xml, e);
        }
    }

    /** What OASIS' schema says against the message. */
    static List<String> errors(Document document) {
        List<String> errors = new ArrayList<>();
        try {
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            Schema schema =
                    factory.newSchema(SharedData.path("cap/xsd/CAP-v1.2.xsd").toFile());
            Validator validator = schema.newValidator();
            validator.setErrorHandler(new Collector(errors));
            validator.validate(new DOMSource(document));
        } catch (SAXException | IOException e) {
            errors.add(e.toString());
        }
        return errors;
    }

    /** Value of an XPath in which a plain name means any namespace. */
    static String text(Document document, String path) {
        String anyNamespace = path.replaceAll("(?<=/)([A-Za-z][A-Za-z0-9]*)", "*[local-name()='$1']");
        try {
            return XPathFactory.newInstance().newXPath().evaluate(anyNamespace, document);
        } catch (XPathExpressionException e) {
            throw new AssertionError(anyNamespace, e);
        }
    }

    private record Collector(List<String> errors) implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            errors.add(e.getMessage());
        }

        @Override
        public void error(SAXParseException e) {
            errors.add(e.getMessage());
        }

        @Override
        public void fatalError(SAXParseException e) {
            errors.add(e.getMessage());
        }
    }
}
