/** In the subject of every certificate we write: what tells ours from someone else's. */
export const organisation = 'Fourport'
