/** Above the sentences about the run itself. */
export const notesTitle = 'About this run'
