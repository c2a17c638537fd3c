<?php
// Sends one message with PHPMailer; the set-up is JSON on stdin (client.ts).
use PHPMailer\PHPMailer\OAuthTokenProvider;
use PHPMailer\PHPMailer\PHPMailer;

require '/usr/share/php/libphp-phpmailer/autoload.php';

// PHPMailer composes its messages itself; this hands it a finished one at the step where it connects and sends.
final class ExactMailer extends PHPMailer
{
    public function sendExact(string $message): bool
    {
        [$header, $body] = explode("\r\n\r\n", $message, 2);
        // It ends every line itself, the last one too.
        $body = preg_replace('/\r\n$/D', '', $body);
        return $this->smtpSend($header, $body);
    }
}

final class GivenToken implements OAuthTokenProvider
{
    public function __construct(private string $user, private string $token)
    {
    }

    public function getOauth64(): string
    {
        return base64_encode("user={$this->user}\001auth=Bearer {$this->token}\001\001");
    }
}

$setup = json_decode(stream_get_contents(STDIN), true, flags: JSON_THROW_ON_ERROR);
$mail = new ExactMailer(true);
$mail->isSMTP();
$mail->Host = $setup['host'];
$mail->Port = $setup['port'];
$mail->Timeout = (int) ceil($setup['timeoutMs'] / 1000);
$mail->SMTPSecure = match ($setup['tls']) {
    'none' => '',
    'implicit' => PHPMailer::ENCRYPTION_SMTPS,
    'starttls' => PHPMailer::ENCRYPTION_STARTTLS,
};
$mail->SMTPAutoTLS = false;
if ($setup['dialogue'] ?? false) {
    $mail->SMTPDebug = 2;
    $mail->Debugoutput = fn(string $line) => print(rtrim($line) . "\n");
}
$ssl = $setup['verify'] ? [] : ['verify_peer' => false, 'verify_peer_name' => false];
if ($setup['caFile'] !== null) {
    $ssl['cafile'] = $setup['caFile'];
}
if (isset($setup['maxTls'])) {
    $ssl['crypto_method'] = STREAM_CRYPTO_METHOD_TLSv1_1_CLIENT;
    $ssl['max_proto_version'] = STREAM_CRYPTO_PROTO_TLSv1_1;
    $ssl['security_level'] = 0;
}
$mail->SMTPOptions = ['ssl' => $ssl];
if (isset($setup['user'])) {
    $mail->SMTPAuth = true;
    $mail->Username = $setup['user'];
    $mail->Password = $setup['password'] ?? '';
    $mail->AuthType = $setup['mechanism'] ?? '';
    if ($mail->AuthType === 'XOAUTH2') {
        $mail->setOAuth(new GivenToken($mail->Username, $mail->Password));
    }
}
$mail->setFrom($setup['from']);
foreach ($setup['to'] as $address) {
    $mail->addAddress($address);
}

try {
    $mail->sendExact(base64_decode($setup['message']));
    $mail->smtpClose();
} catch (Throwable $error) {
    fwrite(STDERR, get_class($error) . ': ' . $error->getMessage() . "\n");
    exit(1);
}
