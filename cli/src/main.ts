import { realpathSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { argv as processArgv } from 'node:process'
import { InvalidInput } from '@huiyin/domain/errors'
import { Command, CommanderError } from 'commander'
import { addCommands } from './commands/all.js'
import { speakChinese } from './in-chinese.js'
import { explain, say, UsageError } from './output.js'
import { mainFile } from './paths.js'
import { version } from './version.js'

// From Node 22 on compiled code is kept between starts; Node 20 does without.
;(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.()

/** Runs one command. Sets the exit code: 0 done, 1 failed, 2 wrong use. */
export async function main(args: readonly string[]): Promise<void> {
  // A reader that stops early (`| head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  const program = speakChinese(new Command('huiyin'))
    .description('回音：政务舆情监测与回应系统 government-affairs public-opinion monitoring and response')
    .version(version, '-V, --version', '显示版本')
    .exitOverride()
  await addCommands(program, args[0])
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): 0 | 1 | 2 {
  // Commander has already said what was wrong; --help and --version end with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  say(explain(error))
  if (error instanceof InvalidInput)
    for (const { field, message } of error.fields) say(`  ${field}：${message}`)
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) say(error.stack ?? '')
  return error instanceof UsageError ? 2 : 1
}

if (processArgv[1] && realpathSync(processArgv[1]) === mainFile) await main(processArgv.slice(2))
