import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.commons.mail.SimpleEmail;

/** Sends one message with Commons Email; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest to it. */
public class CommonsEmail {
  public static void main(String[] arguments) throws Exception {
    // As if the CA stood in the trust store of this Java.
    if (setting("CA") != null) trust(Path.of(setting("CA")));
    var email = new SimpleEmail();
    email.setHostName(setting("HOST"));
    email.setSmtpPort(Integer.parseInt(setting("PORT")));
    // Of two ports it takes this one for TLS from the first byte.
    email.setSslSmtpPort(setting("PORT"));
    email.setSSLOnConnect(setting("TLS").equals("implicit"));
    email.setStartTLSEnabled(setting("TLS").equals("starttls"));
    if (setting("USER") != null) email.setAuthentication(setting("USER"), setting("PASSWORD"));
    if (!"defaults".equals(setting("SETTINGS"))) {
      email.setStartTLSRequired(setting("TLS").equals("starttls"));
      email.setSSLCheckServerIdentity(!setting("TLS").equals("none"));
      email.setSocketConnectionTimeout(Integer.parseInt(setting("TIMEOUT_MS")));
      email.setSocketTimeout(Integer.parseInt(setting("TIMEOUT_MS")));
    }
    email.setFrom(setting("FROM"));
    email.addTo(setting("TO").split(","));
    email.setSubject(setting("SUBJECT"));
    email.setMsg("Hello");
    email.send();
  }

  private static String setting(String name) {
    return System.getenv("MAIL_" + name);
  }

  private static void trust(Path file) throws GeneralSecurityException, java.io.IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var input = Files.newInputStream(file)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(input));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }
}
