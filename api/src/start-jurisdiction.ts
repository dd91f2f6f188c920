import type { Actor } from '@huiyin/domain/actor'
import { Conflict, DomainError } from '@huiyin/domain/errors'
import type { StartedJurisdiction, StartJurisdiction } from '@huiyin/domain/http/overview'
import { sweepSource } from '@huiyin/domain/job'
import type { Jurisdiction } from '@huiyin/domain/jurisdiction'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { SourceDefinition } from '@huiyin/domain/source'
import { type ApiConfig, type ApiDeps, self } from './deps.js'
import { issueLink } from './links.js'

interface Probe {
  definition: SourceDefinition | null
  note: string
}

/** What a first source by URL turns out to be; a site that cannot be read does not hold up the start. */
async function probe(url: string, probeSource: ProbeSource | undefined, log: Warn): Promise<Probe> {
  if (!probeSource)
    return { definition: null, note: '本机未启用信源试采，请在“信源”页用 YAML 定义添加第一个信源' }
  try {
    const { definition, preview } = await probeSource(url)
    // The preview is read before masking, and its titles are shown.
    const titles = preview.items.slice(0, 3).map(({ title }) => `《${maskPersonalData(title)}》`)
    const [trouble] = preview.errors
    const nothing = `已识别，但试采没有读到内容${trouble ? `：${trouble.message}` : ''}，请在“信源”页核对`
    return { definition, note: titles.length > 0 ? `试采成功，读到：${titles.join('、')}` : nothing }
  } catch (error) {
    log.warn({ err: error, url }, 'first source could not be probed')
    const why = error instanceof DomainError ? error.message : '网站没有响应或内容无法识别'
    return { definition: null, note: `${url} 试采未成功：${why}。属地已设立，请稍后在“信源”页添加` }
  }
}

type ProbeSource = NonNullable<ApiConfig['probeSource']>

export interface StartDeps extends Pick<ApiDeps, 'store' | 'keywords'> {
  probeSource?: ProbeSource | undefined
  /** Who starts it, for the audit. */
  by: Actor
}

interface Warn {
  warn(fields: object, message: string): void
}

function refuseRunning(running: Jurisdiction | null): void {
  if (running && !running.demonstration)
    throw new Conflict(`${running.name}已正式运行，不能重新开始；如需更换属地，请使用新的数据文件夹安装`)
}

/**
 * Ends the demonstration and starts a real jurisdiction: its content goes, the directory is made anew, duty and
 * administration part (三员分立) and the named duty officer gets a one-time link.
 * @throws Conflict when a real jurisdiction runs already: its content is never cleared this way.
 */
export async function startJurisdiction(
  wanted: StartJurisdiction,
  { store, keywords, probeSource, by }: StartDeps,
  log: Warn,
): Promise<StartedJurisdiction> {
  keywords.regimeWithAdopted(wanted.regimeCode)
  refuseRunning(await store.as(self).transaction((tx) => tx.jurisdiction.find()))
  const units = keywords.unitsFromNames(wanted.units)
  const found = wanted.sourceUrl ? await probe(wanted.sourceUrl, probeSource, log) : null
  return await store.as(self).transaction(async (tx) => {
    refuseRunning(await tx.jurisdiction.find())
    await tx.clear.content()
    const { name, aliases, parents, regimeCode } = wanted
    await tx.jurisdiction.start({ name, aliases, parents, regimeCode, demonstration: false }, units)
    await tx.accounts.separateFromAdministration('duty-officer')
    const officer = await tx.accounts.create({
      ...wanted.dutyOfficer,
      roles: ['duty-officer'],
      unitCode: null,
    })
    const link = await issueLink(tx, officer)
    tx.audit.append(
      { action: 'jurisdiction.started', subject: { kind: 'jurisdiction' }, detail: { name, regimeCode } },
      by,
    )
    const subject = { kind: 'account', id: officer.id } as const
    tx.audit.append(
      { action: 'account.created', subject, detail: { name: officer.name, roles: officer.roles } },
      by,
    )
    const definition = found?.definition
    if (definition) {
      await tx.sources.upsert(definition)
      tx.enqueue(sweepSource, { sourceId: definition.id })
    }
    for (const topic of ['jurisdiction', 'sources', 'items', 'events', 'cases'] as const) tx.announce(topic)
    return {
      name,
      units: units.length,
      dutyOfficerLink: link.path,
      source: found ? { id: definition?.id ?? '', name: definition?.name ?? '', note: found.note } : null,
    }
  })
}
