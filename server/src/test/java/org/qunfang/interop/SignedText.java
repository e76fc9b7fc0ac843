package org.qunfang.interop;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.crypto.dsig.spec.XPathFilterParameterSpec;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** How a message is signed; every test changes what it is about. */
record SignedText(java.security.Key key, String method, String digest, String uri, List<String> transforms) {
    static final String RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    static final String RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    static final String HMAC = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";

    static SignedText with(KeyPair pair) {
        return new SignedText(
                pair.getPrivate(),
                RSA,
                DigestMethod.SHA256,
                "",
                List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE));
    }

    static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    SignedText key(java.security.Key other, String otherMethod) {
        return new SignedText(other, otherMethod, digest, uri, transforms);
    }

    SignedText digest(String other) {
        return new SignedText(key, method, other, uri, transforms);
    }

    SignedText transforms(String... others) {
        return new SignedText(key, method, digest, uri, List.of(others));
    }

    String sign(CapText message) throws Exception {
        return sign(message.xml());
    }

    String sign(String xml) throws Exception {
        Document document = CapXml.parse(xml.getBytes(StandardCharsets.UTF_8));
        sign(document, document.getDocumentElement(), uri);
        return write(document);
    }

    /** @param place where the signature is put, as its last child */
    void sign(Document document, Element place, String reference) throws Exception {
        var factory = XMLSignatureFactory.getInstance("DOM");
        List<Transform> list = new ArrayList<>();
        for (String each : transforms) {
            list.add(factory.newTransform(
                    each,
                    Transform.XPATH.equals(each)
                            ? new XPathFilterParameterSpec("not(ancestor-or-self::*[local-name()='info'])")
                            : (TransformParameterSpec) null));
        }
        var info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(method, null),
                List.of(factory.newReference(reference, factory.newDigestMethod(digest, null), list, null, null)));
        var context = new DOMSignContext(key, place);
        context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE);
        factory.newXMLSignature(info, null).sign(context);
    }

    static String write(Document document) throws Exception {
        StringWriter text = new StringWriter();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(text));
        return text.toString();
    }
}
