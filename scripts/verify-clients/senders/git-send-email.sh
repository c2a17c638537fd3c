# Sends one message with git send-email; it reads a file more than once, so the message in MAIL_MESSAGE is one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' TERM INT
printf '%s\n' "$MAIL_MESSAGE" >"$folder/message"
# Beside any repository, and the settings of whoever runs it.
cd "$folder"
GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null git send-email --quiet "$folder/message"
