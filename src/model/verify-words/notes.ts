/** Above what is to know of the run itself. */
export const notesTitle = 'About this run'
