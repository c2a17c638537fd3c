<?php

$context = stream_context_create(['ssl' => ['verify_peer' => false, 'verify_peer_name' => false, 'peer_name' => 'localhost']]);
$socket = stream_socket_client("ssl://127.0.0.1:{$argv[1]}", $code, $message, 10, STREAM_CLIENT_CONNECT, $context);
if (!$socket) {
    exit($message);
}
fclose($socket);
