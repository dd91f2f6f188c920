import { readFile } from 'node:fs/promises'
import { loadApiKeywords } from '@huiyin/api/reviewed-data'
import { startJurisdiction } from '@huiyin/api/start-jurisdiction'
import { StartJurisdiction } from '@huiyin/domain/http/overview'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import { wordSchemaProblems } from '@huiyin/domain/schema-words'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { type Environment, readEnvironment } from '../environment.js'
import { print, UsageError } from '../output.js'
import { probeOnce } from '../probe-once.js'
import { readRuntime } from '../supervisor/runtime-file.js'
import { withStore } from '../with-store.js'

interface Options {
  name: string
  alias: string[]
  parent: string[]
  regime: string
  units: string
  sourceUrl?: string
  officer: string
  officerName?: string
}

/** `huiyin demo end`: ends the demonstration and starts a real jurisdiction, as 管理 → 启用正式属地 does. */
export function addDemo(program: Command): void {
  const demo = program.command('demo').description('演示')
  demo
    .command('end')
    .description('结束演示，清除演示数据，启用正式属地')
    .requiredOption('--name <name>', '属地名称')
    .option('--alias <name...>', '别称', [])
    .option('--parent <name...>', '上级市、省', [])
    .option('--regime <code>', '制度代码', 'national-2016')
    .requiredOption('--units <file>', '责任单位名称，每行一个')
    .option('--source-url <url>', '第一个信源的网址')
    .requiredOption('--officer <account>', '舆情管理员登录名')
    .option('--officer-name <name>', '舆情管理员显示姓名')
    .action(async (options: Options) => {
      const wanted = await readWanted(options)
      const env = readEnvironment(process.env)
      const started = await end(env, wanted)
      const base = readRuntime(env.dataDir)?.url
      print({ ...started, ...(base ? { dutyOfficerLink: new URL(started.dutyOfficerLink, base).href } : {}) })
    })
}

async function readWanted(options: Options): Promise<StartJurisdiction> {
  const text = await readFile(options.units, 'utf8').catch(() => {
    throw new UsageError(`读不到单位名单 ${options.units}`)
  })
  const wanted = {
    name: options.name,
    aliases: options.alias,
    parents: options.parent,
    regimeCode: options.regime,
    units: [...new Set(text.split(/[\r\n、，,;；]+/).map((line) => line.trim()))].filter(Boolean),
    ...(options.sourceUrl ? { sourceUrl: options.sourceUrl } : {}),
    dutyOfficer: { name: options.officer, displayName: options.officerName ?? options.officer },
  }
  const [problem] = wordSchemaProblems(schemaProblems(StartJurisdiction, wanted))
  if (problem) throw new UsageError(`${problem.field} 有误：${problem.message}`)
  return wanted
}

const end = (env: Environment, wanted: StartJurisdiction) =>
  withStore(env, (store, log) => {
    const keywords = loadApiKeywords()
    const by = cliActor
    return startJurisdiction(
      wanted,
      { store, keywords, probeSource: (url) => probeOnce(url, { env, store }), by },
      log,
    )
  })
