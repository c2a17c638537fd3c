import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Sends one message with Angus Mail ("angus"), Spring, Simple Java Mail or Vert.x; the set-up is in MAIL_… variables, and
 * MAIL_SETTINGS=defaults leaves the rest to the library.
 */
public class Send {
  static final boolean BY_DEFAULT = "defaults".equals(setting("SETTINGS"));

  public static void main(String[] arguments) throws Exception {
    // As if the CA stood in the trust store of this Java.
    if (BY_DEFAULT && setting("CA") != null) SSLContext.setDefault(trusting(Path.of(setting("CA"))));
    switch (arguments[0]) {
      case "angus" -> byAngus();
      case "spring" -> bySpring();
      case "simple-java-mail" -> bySimpleJavaMail();
      case "vertx" -> ByVertx.send();
      case "--version" -> System.out.println(
          versionOf(arguments[1]) + " on Java " + System.getProperty("java.version"));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** That of its jar: not every manifest has one. */
  private static String versionOf(String nameOfClass) throws ClassNotFoundException {
    var jar = Class.forName(nameOfClass).getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*-(\\d[^/]*)\\.jar$", "$1");
  }

  static String setting(String name) {
    return System.getenv("MAIL_" + name);
  }

  private static SSLContext trusting(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    try (var input = Files.newInputStream(file)) {
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(input)) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static SSLSocketFactory factoryTrusting(Path file) throws GeneralSecurityException, IOException {
    return trusting(file).getSocketFactory();
  }

  private static Properties properties() throws GeneralSecurityException, IOException {
    var properties = new Properties();
    String tls = setting("TLS");
    properties.put("mail.smtp.auth", String.valueOf(setting("USER") != null));
    properties.put("mail.smtp.ssl.enable", String.valueOf(tls.equals("implicit")));
    properties.put("mail.smtp.starttls.enable", String.valueOf(tls.equals("starttls")));
    if (BY_DEFAULT) return properties;
    properties.put("mail.smtp.starttls.required", String.valueOf(tls.equals("starttls")));
    properties.put("mail.smtp.connectiontimeout", setting("TIMEOUT_MS"));
    properties.put("mail.smtp.timeout", setting("TIMEOUT_MS"));
    if (setting("CA") != null) {
      properties.put("mail.smtp.ssl.socketFactory", factoryTrusting(Path.of(setting("CA"))));
    }
    return properties;
  }

  private static void byAngus() throws GeneralSecurityException, IOException, MessagingException {
    var properties = properties();
    properties.put("mail.smtp.host", setting("HOST"));
    properties.put("mail.smtp.port", setting("PORT"));
    var message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(setting("FROM"));
    message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(setting("TO")));
    message.setSubject(setting("SUBJECT"));
    message.setText("Hello");
    if (setting("USER") == null) Transport.send(message);
    else Transport.send(message, setting("USER"), setting("PASSWORD"));
  }

  private static void bySpring() throws GeneralSecurityException, IOException {
    var sender = new JavaMailSenderImpl();
    sender.setJavaMailProperties(properties());
    sender.setHost(setting("HOST"));
    sender.setPort(Integer.parseInt(setting("PORT")));
    sender.setUsername(setting("USER"));
    sender.setPassword(setting("PASSWORD"));
    var message = new SimpleMailMessage();
    message.setFrom(setting("FROM"));
    message.setTo(setting("TO").split(","));
    message.setSubject(setting("SUBJECT"));
    message.setText("Hello");
    sender.send(message);
  }

  private static void bySimpleJavaMail() throws GeneralSecurityException, IOException {
    String tls = setting("TLS");
    var builder = MailerBuilder
        .withSMTPServer(setting("HOST"), Integer.valueOf(setting("PORT")), setting("USER"), setting("PASSWORD"))
        .withTransportStrategy(
            switch (tls) {
              case "implicit" -> TransportStrategy.SMTPS;
              case "starttls" -> BY_DEFAULT ? TransportStrategy.SMTP : TransportStrategy.SMTP_TLS;
              default -> TransportStrategy.SMTP;
            });
    if (!BY_DEFAULT) {
      // By itself it takes anybody's certificate, and STARTTLS where it is offered.
      builder.trustingAllHosts(false).withSessionTimeout(Integer.valueOf(setting("TIMEOUT_MS")));
      if (tls.equals("none")) builder.withProperty("mail.smtp.starttls.enable", "false");
    }
    var email = EmailBuilder.startingBlank().from(setting("FROM")).withSubject(setting("SUBJECT")).withPlainText("Hello");
    for (String address : setting("TO").split(",")) email.to(address);
    var mailer = builder.buildMailer();
    if (setting("CA") != null && !BY_DEFAULT) {
      // withCustomSSLFactoryInstance() sets it for SMTP alone, not for SMTPS.
      String protocol = tls.equals("implicit") ? "smtps" : "smtp";
      mailer.getSession().getProperties().put("mail." + protocol + ".ssl.socketFactory", factoryTrusting(Path.of(setting("CA"))));
    }
    mailer.sendMail(email.buildEmail()).join();
  }
}
