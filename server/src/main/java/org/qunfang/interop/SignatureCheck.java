package org.qunfang.interop;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Whether a message is its sender's word by word: one enveloped XML signature over the whole of it (CAP 1.2 section
 * 3.3.4.1), by the key that is registered here. What is asked for leaves no room for a signature over something else than
 * what is read. Pure; computes: call it on a worker.
 */
final class SignatureCheck {
    private static final String PATH = "/alert/Signature";
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final String ENC = "http://www.w3.org/2001/04/xmlenc#";

    private static final Set<String> C14N = Set.of(
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            "http://www.w3.org/2006/12/xml-c14n11",
            "http://www.w3.org/2001/10/xml-exc-c14n#");

    private static final Set<String> TRANSFORMS = Set.of(
            Transform.ENVELOPED,
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            "http://www.w3.org/2006/12/xml-c14n11",
            "http://www.w3.org/2001/10/xml-exc-c14n#");

    private static final Map<String, Set<String>> ELEMENT_TO_ALGORITHMS = Map.of(
            "CanonicalizationMethod",
            C14N,
            "Transform",
            TRANSFORMS,
            "DigestMethod",
            Set.of(ENC + "sha256", MORE + "sha384", ENC + "sha512"),
            "SignatureMethod",
            Set.of(
                    MORE + "rsa-sha256",
                    MORE + "rsa-sha384",
                    MORE + "rsa-sha512",
                    MORE + "ecdsa-sha256",
                    MORE + "ecdsa-sha384",
                    MORE + "ecdsa-sha512"));

    private SignatureCheck() {}

    /**
     * @param xml a message that {@link CapReader} read
     * @param key the sender's, or null when none is registered
     * @throws Refused with a key, for all but a good signature
     */
    static Signed of(byte[] xml, SigningKey key) {
        Element alert = alone(CapXml.alerts(CapXml.parse(xml)).get(0));
        NodeList found = alert.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        if (key == null) {
            return found.getLength() == 0 ? Signed.NONE : Signed.NOT_CHECKED;
        }
        if (found.getLength() == 0) {
            throw new Refused(Reason.UNSIGNED, "/alert");
        }
        if (found.getLength() > 1 || found.item(0).getParentNode() != alert) {
            throw new Refused(Reason.MISPLACED_SIGNATURE, PATH);
        }
        check((Element) found.item(0), key);
        return Signed.VERIFIED;
    }

    /** A signature over the whole document is one over the message, without the envelope that it came in. */
    private static Element alone(Element alert) {
        Document document = alert.getOwnerDocument();
        if (document.getDocumentElement() == alert) {
            return alert;
        }
        String declaration = alert.getPrefix() == null ? "xmlns" : "xmlns:" + alert.getPrefix();
        if (!alert.hasAttribute(declaration)) {
            alert.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, declaration, alert.getNamespaceURI());
        }
        document.replaceChild(alert, document.getDocumentElement());
        return alert;
    }

    private static void check(Element signature, SigningKey key) {
        refuseForbidden(signature);
        DOMValidateContext context = new DOMValidateContext(KeySelector.singletonKeySelector(key.key()), signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
        try {
            XMLSignature read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            refuseParts(read.getSignedInfo().getReferences());
            if (read.validate(context)) {
                return;
            }
        } catch (MarshalException | XMLSignatureException | IllegalArgumentException unreadable) {
            // The last for Base64 that is none. Told below, as every other signature that is not good.
        }
        throw new Refused(Reason.WRONG_SIGNATURE, PATH);
    }

    /** Whatever stands in a signature names what it computes with; nothing is computed before every name is known. */
    private static void refuseForbidden(Element signature) {
        ELEMENT_TO_ALGORITHMS.forEach((name, algorithms) -> {
            NodeList found = signature.getElementsByTagNameNS(XMLSignature.XMLNS, name);
            for (int i = 0; i < found.getLength(); i++) {
                if (!algorithms.contains(((Element) found.item(i)).getAttribute("Algorithm"))) {
                    throw new Refused(Reason.FORBIDDEN_ALGORITHM, PATH + "//" + name);
                }
            }
        });
    }

    /** The whole message less the signature itself, and nothing else, is what it has to be over. */
    private static void refuseParts(List<Reference> references) {
        boolean isWhole = references.size() == 1 && "".equals(references.get(0).getURI());
        List<?> transforms = isWhole ? references.get(0).getTransforms() : List.of();
        boolean isEnveloped = !transforms.isEmpty()
                && transforms.size() <= 2
                && Transform.ENVELOPED.equals(((Transform) transforms.get(0)).getAlgorithm())
                && transforms.stream().skip(1).allMatch(each -> C14N.contains(((Transform) each).getAlgorithm()));
        if (!isEnveloped) {
            throw new Refused(Reason.PARTIAL_SIGNATURE, PATH);
        }
    }
}
