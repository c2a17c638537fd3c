// Opens a connection with Jakarta Mail, which Spring sends with, and prints what it says where it cannot: HOST PORT SECONDS
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;

public class Jakarta {
  public static void main(String[] args) {
    var settings = new Properties();
    settings.put("mail.smtp.connectiontimeout", args[2] + "000");
    settings.put("mail.smtp.timeout", args[2] + "000");
    try {
      Session.getInstance(settings).getTransport("smtp").connect(args[0], Integer.parseInt(args[1]), null, null);
    } catch (MessagingException error) {
      for (Throwable one = error; one != null; one = one.getCause()) System.out.println(one);
    }
  }
}
