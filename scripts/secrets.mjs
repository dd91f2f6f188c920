// Part of `npm run check`: no key, token or password stands in a file that is, or could be, committed.
import { spawnSync } from 'node:child_process'
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a secret looks like. Narrow on purpose: a scanner that cries wolf is switched off. */
const patterns = [
  ['private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  ['cloud access key', /(?<![A-Za-z0-9])(?:AKIA|ASIA|LTAI|AKID)[A-Za-z0-9]{12,32}(?![A-Za-z0-9])/],
  [
    'token of a code host',
    /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{50,}|glpat-[\w-]{20,})/,
  ],
  ['npm token', /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])|_authToken\s*=\s*(?!\$)[^\s]{8,}/],
  ['chat or model key', /(?<![A-Za-z0-9])(?:xox[abprs]-[\w-]{10,}|sk-[A-Za-z0-9_-]{32,})/],
  ['json web token', /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  // A password in an address; names that say they are examples, and shell or template variables, are none.
  [
    'password in an address',
    /\b(?:postgres(?:ql)?|redis|rediss|mysql|mongodb|amqp|https?|ftp):\/\/[^\s:/@'"`$]+:(?!(?:password|secret|pass|pw|p|b|huiyin|owner|service|user|x+|80|p%40ss|口令|密码)@|[$<{%\\])[^\s:/@'"`\\]{3,}@/i,
  ],
  // NAME = "value" with a value that looks random: long, with digits and letters of both cases.
  [
    'assigned secret',
    /(?:secret|passwd|password|api_?key|access_?key|token)["']?\s*[:=]\s*["'](?=[^"']*\d)(?=[^"']*[a-z])(?=[^"']*[A-Z])[A-Za-z0-9+/_=-]{24,}["']/i,
  ],
]

/** A line may say why what it holds is no secret: `not-a-secret: reason`. */
const excused = /not-a-secret: \S+/

/** Files with content-addressed or generated strings that look random and hold none of ours. */
const unread = (name) =>
  /(?:^|\/)(?:pnpm-lock\.yaml|scripts\/secrets\.mjs)$/.test(name) ||
  /\.(?:png|jpe?g|gif|ico|ttf|otf|woff2?|pdf|gz|zip|xlsx|docx|warc|db|bin|jar)$/i.test(name)
const largest = 2 * 1024 * 1024

/** @returns what was found, one line each, without the secret itself */
export function findSecrets(root) {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  // An unpacked archive has no history to protect.
  if (listed.status !== 0) return []
  const found = []
  for (const name of listed.stdout.split('\0')) {
    if (name === '' || unread(name)) continue
    const file = lstatSync(join(root, name), { throwIfNoEntry: false })
    if (!file?.isFile() || file.size > largest) continue
    for (const [index, line] of readFileSync(join(root, name), 'utf8').split('\n').entries())
      for (const [kind, pattern] of patterns)
        if (pattern.test(line) && !excused.test(line)) found.push(`${name}:${index + 1} ${kind}`)
  }
  return found
}

if (process.argv[1] === import.meta.filename) {
  const found = findSecrets(process.cwd())
  for (const line of found) process.stderr.write(`回音 ▸ ✗ ${line}\n`)
  if (found.length > 0)
    process.stderr.write(
      '回音 ▸ 请从文件中移除，作废并更换已泄露的口令；确非机密的，在该行注明 not-a-secret: 理由\n',
    )
  process.exit(found.length > 0 ? 1 : 0)
}
