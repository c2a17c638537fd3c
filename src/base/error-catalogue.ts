/**
 * Every error code with its general remedy. A code once shipped is never reused for another meaning.
 * docs/errors.md has one paragraph for each; test/docs/errors.test.ts compares the two lists.
 */
export const errorCatalogue = {
  OPTION_UNKNOWN: 'Check the spelling; `fourport --help` lists every option.',
  OPTION_INVALID: 'docs/options.md lists every option with its values.',
  OPTION_CONFLICT: 'Remove one of the two options.',
  CONFIG_UNREADABLE: 'Check that the file exists, can be read and contains one JSON object.',
  PORT_IN_USE: 'Stop the other server, or choose another port.',
  PORT_FORBIDDEN: 'Use a port above 1023, or give Node the right to bind low ports.',
  PORT_UNAVAILABLE: 'Bind to an address this machine has.',
  PORT_OFF: 'An option turned this listener off; turn it on to use it.',
  CA_ABSENT:
    'Fourport has a CA only for certificates that it makes: trust the CA of yours, or leave cert and key out.',
  CERTIFICATE_UNUSABLE: 'Give a certificate chain and its private key in PEM form.',
  CERTIFICATES_UNWRITABLE: 'Choose a folder this user can write to with --certs.',
  CERTIFICATES_EXPOSED: 'Choose a folder with --certs that no other user can write to.',
  MESSAGE_TOO_LARGE: 'Send a smaller message, or raise the limit with --size-limit.',
  STORE_FULL: 'Raise the limit, or clear the store between tests.',
  STORE_NEEDS_NODE: 'Run Fourport with Node 22.13 or newer, or leave the store option out.',
  STORE_IN_USE: 'Stop the other server, or give this one a file of its own.',
  STORE_UNUSABLE: 'Give another file with --store, or move this one away.',
  MAIL_FILE_UNUSABLE: 'docs/store.md lists what can be exported and imported.',
  STORE_READ_ONLY: 'Start the server without --read-only to change what is in the file.',
  STORE_FAILED: 'Check the disk of the file, then restart the server.',
  MESSAGE_GONE:
    'Read a message before newer ones displace it, or raise --max-messages or --max-message-bytes.',
  MESSAGE_UNPARSABLE: 'The raw bytes are kept; read those.',
  QUERY_INVALID: 'See the fields of a message query in docs/library.md.',
  WAIT_TIMEOUT: 'The message says what came instead and what the sessions did.',
  UNEXPECTED_MESSAGE: 'Narrow the query, or clear the store before the step under test.',
  RECORD_UNREADABLE: 'Give a file that --record wrote: JSON, one session record a line.',
  RECORD_UNWRITABLE: 'Choose a file this user can write to with --record.',
  RECORD_INCOMPLETE: 'Free space on the disk of that file; later records are written again.',
  REPORT_UNWRITABLE: 'Choose a file this user can write to.',
  EXPECTATION_UNREADABLE:
    'Give a file that an earlier run wrote. If it does not exist, a run outside of CI writes it.',
  KNOWN_UNREADABLE: 'docs/verify.md has an example of a file for --known.',
  MATRIX_UNREADABLE: 'docs/verify-matrix.md has an example of a file for --matrix.',
  CLIENT_SETUP_FAILED: 'Run the command by hand, and fix what it reports.',
  RELEASE_ADDRESS_INVALID: 'Name each recipient by one bare address, without name, list or comment.',
  RELEASE_REFUSED:
    'Add the address, or its domain as @example.com, to the allowed recipients of the release option.',
  RELEASE_FAILED: 'Check host, port, TLS mode and credentials of the release option.',
  MATCHER_SUBJECT: 'Await the value first, and give expect() the kind that the matcher is for.',
  COMMAND_UNRUNNABLE: 'Check the path of the program, and that it is executable.',
  CLIENT_NEVER_CONNECTED: 'Have the client connect to the host and port that it is given.',
  CLIENT_IN_BACKGROUND: 'Run the client in the foreground, or let it wait until its queue is empty.',
  API_UNREACHABLE: 'Check the URL, and that the server runs with its HTTP port on.',
  API_REFUSED: 'The message quotes the answer; docs/http-api.md has every route.',
  FAULTS_FULL:
    'Remove faults that are no longer needed: `off()`, `DELETE /api/faults/ID` or `DELETE /api/faults`.',
  SCENARIO_UNAVAILABLE: 'Choose another scenario; the message says what this one needs.',
  SERVER_CLOSED: 'Keep the server open until the last reader is done.',
} as const

export type ErrorCode = keyof typeof errorCatalogue
