using System.Net.Security;
using System.Net.Sockets;

class DialNet {
    static void Main(string[] args) {
        var plain = new TcpClient("127.0.0.1", int.Parse(args[0]));
        var tls = new SslStream(plain.GetStream(), false, (sender, certificate, chain, errors) => true);
        tls.AuthenticateAsClient("localhost");
        tls.Close();
    }
}
