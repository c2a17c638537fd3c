/**
 * Every error code with its general remedy. A code once shipped is never reused for another meaning.
 * docs/errors.md has one paragraph for each; test/docs/errors.test.ts compares the two lists.
 */
export const errorCatalogue = {
  OPTION_UNKNOWN: 'Check the spelling; `fourport --help` lists every option.',
  OPTION_INVALID: 'docs/options.md has every option, with what it takes.',
  OPTION_CONFLICT: 'Drop one of the two options.',
  CONFIG_UNREADABLE: 'Check that the file exists, can be read and holds one JSON object.',
  PORT_IN_USE: 'Stop the other server, or choose another port.',
  PORT_FORBIDDEN: 'Use a port above 1023, or give Node the right to bind low ports.',
  PORT_UNAVAILABLE: 'Bind to an address this machine has.',
  PORT_OFF: 'This listener was switched off by an option; leave it on to use it.',
  CA_ABSENT:
    'Only certificates that Fourport makes have a CA of its own: trust the one you gave, or leave cert and key out.',
  CERTIFICATE_UNUSABLE: 'Give a certificate chain and its private key in PEM form.',
  CERTIFICATES_UNWRITABLE: 'Choose a folder this user can write to with --certs.',
  CERTIFICATES_EXPOSED: 'Choose a folder with --certs that no other user can write to.',
  MESSAGE_TOO_LARGE: 'Send a smaller message, or raise the limit with --size-limit.',
  STORE_FULL: 'Raise the limit, or clear the store between tests.',
  MESSAGE_GONE:
    'Read a message before newer ones displace it, or raise --max-messages or --max-message-bytes.',
  MESSAGE_UNPARSABLE: 'The raw bytes are kept; read those.',
  QUERY_INVALID: 'See the fields of a message query in docs/library.md.',
  WAIT_TIMEOUT: 'The message says what came instead and what the sessions did.',
  UNEXPECTED_MESSAGE: 'Narrow the query, or clear the store before the step under test.',
  RECORD_UNREADABLE: 'Give a file that --record wrote: JSON, one session record a line.',
  RECORD_UNWRITABLE: 'Choose a file this user can write to with --record.',
  RECORD_INCOMPLETE: 'Make room on the disk of that file; later records are in it again.',
  REPORT_UNWRITABLE: 'Choose a file this user can write to.',
  EXPECTATION_UNREADABLE:
    'Give a file that an earlier run wrote; one that is not there is written by a run outside of CI.',
  KNOWN_UNREADABLE: 'docs/verify.md has an example of a file for --known.',
  RELEASE_ADDRESS_INVALID: 'Name each recipient by one bare address, without name, list or comment.',
  RELEASE_REFUSED:
    'Add the address, or its domain as @example.com, to the allowed recipients of the release option.',
  RELEASE_FAILED: 'Check host, port, TLS mode and credentials of the release option.',
  MATCHER_SUBJECT: 'Give expect() the kind of value the matcher is for, awaited.',
  COMMAND_UNRUNNABLE: 'Check the path of the program, and that it may be executed.',
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
