<?php
// Sends one message with PHPMailer; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest to it.
use PHPMailer\PHPMailer\PHPMailer;

require '/usr/share/php/libphp-phpmailer/autoload.php';

$tls = getenv('MAIL_TLS');
$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host = getenv('MAIL_HOST');
$mail->Port = (int) getenv('MAIL_PORT');
if ($tls === 'implicit') {
    $mail->SMTPSecure = PHPMailer::ENCRYPTION_SMTPS;
}
if (getenv('MAIL_SETTINGS') !== 'defaults') {
    if ($tls === 'starttls') {
        $mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;
    }
    $mail->SMTPAutoTLS = $tls === 'starttls';
    $mail->Timeout = (int) ceil(getenv('MAIL_TIMEOUT_MS') / 1000);
    if ($tls !== 'none') {
        $mail->SMTPOptions = ['ssl' => ['cafile' => getenv('MAIL_CA'), 'verify_peer' => true, 'verify_peer_name' => true]];
    }
}
if (getenv('MAIL_USER') !== false) {
    $mail->SMTPAuth = true;
    $mail->Username = getenv('MAIL_USER');
    $mail->Password = getenv('MAIL_PASSWORD');
}
try {
    $mail->setFrom(getenv('MAIL_FROM'));
    foreach (explode(',', getenv('MAIL_TO')) as $address) {
        $mail->addAddress($address);
    }
    $mail->Subject = getenv('MAIL_SUBJECT');
    $mail->Body = 'Hello';
    $mail->send();
} catch (Throwable $error) {
    fwrite(STDERR, get_class($error) . ': ' . $error->getMessage() . "\n");
    exit(1);
}
