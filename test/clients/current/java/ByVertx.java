import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Vert.x, by Send. */
final class ByVertx {
  private ByVertx() {}

  static void send() throws InterruptedException, ExecutionException {
    var vertx = Vertx.vertx();
    var message = new MailMessage()
        .setFrom(Send.setting("FROM"))
        .setTo(List.of(Send.setting("TO").split(",")))
        .setSubject(Send.setting("SUBJECT"))
        .setText("Hello");
    var client = MailClient.create(vertx, config());
    try {
      client.sendMail(message).toCompletionStage().toCompletableFuture().get();
    } finally {
      // What becomes of QUIT fails no sending, and must not keep the process from its end.
      client.close().otherwiseEmpty().compose(done -> vertx.close()).toCompletionStage().toCompletableFuture().get();
    }
  }

  private static MailConfig config() {
    String tls = Send.setting("TLS");
    var config = new MailConfig()
        .setHostname(Send.setting("HOST"))
        .setPort(Integer.parseInt(Send.setting("PORT")))
        .setSsl(tls.equals("implicit"));
    if (Send.setting("USER") != null) {
      config.setUsername(Send.setting("USER")).setPassword(Send.setting("PASSWORD"));
    }
    // It reads no default of Java's.
    if (Send.setting("CA") != null) config.setTrustOptions(new PemTrustOptions().addCertPath(Send.setting("CA")));
    if (Send.BY_DEFAULT) return config;
    return config
        .setStarttls(tls.equals("starttls") ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
        .setLogin(Send.setting("USER") == null ? LoginOption.NONE : LoginOption.REQUIRED);
  }
}
