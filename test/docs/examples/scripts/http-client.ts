import { connect } from 'fourport/client'

const fourport = connect(process.env.FOURPORT_URL ?? 'http://127.0.0.1:8025')

export { fourport }
