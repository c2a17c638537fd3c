export const prefix: string
export const ownerFile: string
export const runnerFile: string
export function memoryFolderOf(folder: string): string
export function startOf(pid: number): string
export function isOver(folder: string): boolean
export function endRun(folder: string): Promise<void>
