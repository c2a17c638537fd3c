import java.net.Socket;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.*;

/** What changes the offer is set by properties of the JVM, as programs that send mail leave it to them. */
class Dial {
  public static void main(String[] args) throws Exception {
    X509TrustManager all = new X509TrustManager() {
      public void checkClientTrusted(X509Certificate[] chain, String type) {}
      public void checkServerTrusted(X509Certificate[] chain, String type) {}
      public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {all}, new SecureRandom());
    try (Socket plain = new Socket("127.0.0.1", Integer.parseInt(args[0]));
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      // A name without a dot is never sent unless it is set.
      parameters.setServerNames(Collections.<SNIServerName>singletonList(new SNIHostName("localhost")));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
    }
  }
}
