package org.qunfang.warning;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Verifies signatures with the JDK's own program: another one than that which signed. */
final class Verified {
    private Verified() {}

    /** Whether the signature of this certificate covers the whole message as it is. */
    static boolean by(X509Certificate certificate, String xml) {
        Document document = CapXml.parse(xml);
        NodeList signatures = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        if (signatures.getLength() != 1) {
            return false;
        }
        DOMValidateContext context = new DOMValidateContext(
                KeySelector.singletonKeySelector(certificate.getPublicKey()), signatures.item(0));
        context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
        try {
            return XMLSignatureFactory.getInstance("DOM")
                    .unmarshalXMLSignature(context)
                    .validate(context);
        } catch (MarshalException | XMLSignatureException refused) {
            throw new AssertionError(xml, refused);
        }
    }

    /** The certificate that the message brings along. */
    static Optional<X509Certificate> certificateIn(String xml) {
        String text = CapXml.text(CapXml.parse(xml), "/alert/Signature/KeyInfo/X509Data/X509Certificate");
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(
                        CapKey.certificate(java.util.Base64.getMimeDecoder().decode(text)));
    }
}
