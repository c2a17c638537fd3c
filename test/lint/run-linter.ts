import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execFile } from '../support/programs/processes.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const oxlint = join(project, 'node_modules/oxlint/bin/oxlint')

export interface Complaint {
  /** `rooms(imports)`, say. */
  readonly rule: string
  readonly message: string
  readonly file: string
  readonly line: number
}

/** What the linter says of the project's own src, configured so. */
export async function lintSource(configuration: object): Promise<readonly Complaint[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fourport-lint-'))
  try {
    const file = join(folder, 'oxlintrc.json')
    await writeFile(file, JSON.stringify(configuration))
    return readComplaints(await run(project, '--config', file))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What the linter, configured as the project has it, says of a project with these files and no others. */
export async function lint(files: Readonly<Record<string, string>>): Promise<readonly Complaint[]> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'fourport-lint-')))
  try {
    await copyFile(join(project, '.oxlintrc.json'), join(root, '.oxlintrc.json'))
    await symlink(join(project, 'scripts'), join(root, 'scripts'), 'dir')
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, file)), { recursive: true })
      await writeFile(join(root, file), text)
    }
    return readComplaints(await run(root))
  } finally {
    await rm(root, { recursive: true })
  }
}

function run(root: string, ...options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [oxlint, ...options, '--format', 'json', 'src']
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      // 1: it has complaints.
      if (error && error.code !== 1) reject(new Error(`${error.message}\n${stdout}\n${stderr}`))
      else resolve(stdout)
    })
  })
}

function readComplaints(json: string): readonly Complaint[] {
  const { diagnostics } = JSON.parse(json) as {
    readonly diagnostics: readonly {
      readonly code: string
      readonly message: string
      readonly filename: string
      readonly labels: readonly { readonly span: { readonly line: number } }[]
    }[]
  }
  return diagnostics.map(({ code, message, filename, labels }) => ({
    rule: code,
    message,
    file: filename,
    line: labels[0]?.span.line ?? 0,
  }))
}
