import {
  type DisclosureItem,
  disclosureDifference,
  readDisclosureItems,
} from '@huiyin/domain/disclosure-item'
import { InvalidInput, NotFound } from '@huiyin/domain/errors'
import {
  CheckDisclosure,
  CheckedDisclosure,
  DisclosureQuery,
  DisclosureView,
  ImportDisclosure,
  RemoveDisclosureItem,
  SaveDisclosureItem,
} from '@huiyin/domain/http/disclosure-items'
import type { Tx } from '@huiyin/store/tx'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

async function present(tx: Tx, asked?: number): Promise<DisclosureView> {
  const latest = await tx.disclosureItems.latest()
  const version = asked ?? latest
  if (version > latest) throw new NotFound('没有目录的这一版')
  return {
    version,
    latest,
    items: (await tx.disclosureItems.at(version)).map((item) => ({ ...item, keywords: [...item.keywords] })),
    versions: (await tx.disclosureItems.versions()).map(({ savedAt, ...row }) => ({
      ...row,
      savedAt: savedAt.toISOString(),
    })),
  }
}

/** 公开事项目录: which unit answers for which matter, in versions; it adds evidence to the proposal of a unit. */
export function disclosureItemRoutes(app: Api, { store }: ApiDeps): void {
  /** The catalogue after a change, saved as a further version and told to the judge. */
  const save = async (
    request: Parameters<typeof personOf>[0],
    { basedOn, reason }: { basedOn: number; reason: string },
    change: (tx: Tx) => Promise<readonly DisclosureItem[]>,
  ): Promise<DisclosureView> => {
    const by = personOf(request)
    return await storeAs(store, request).transaction(async (tx) => {
      const version = await tx.disclosureItems.save(await change(tx), basedOn, reason.trim(), by)
      tx.audit.append({
        action: 'disclosure.saved',
        subject: { kind: 'disclosure-catalogue' },
        detail: { version },
      })
      // What units answer for is part of what the judge knows of the place.
      tx.announce('jurisdiction')
      return await present(tx)
    })
  }

  app.get(
    '/api/disclosure-items',
    {
      schema: { summary: '公开事项目录', querystring: DisclosureQuery, response: { 200: DisclosureView } },
      config: { policy: may('read', 'disclosure-item') },
    },
    async (request) => await storeAs(store, request).transaction((tx) => present(tx, request.query.version)),
  )

  app.post(
    '/api/disclosure-items',
    {
      schema: {
        summary: '导入整份目录（表格文本，首行为表头）',
        body: ImportDisclosure,
        response: { 200: DisclosureView },
      },
      config: { policy: may('save', 'disclosure-item') },
    },
    async (request) =>
      await save(request, request.body, async (tx) =>
        readDisclosureItems(request.body.text, await tx.jurisdiction.units()),
      ),
  )

  app.post(
    '/api/disclosure-checks',
    {
      schema: {
        summary: '核对一份目录（不改动任何内容）',
        body: CheckDisclosure,
        response: { 200: CheckedDisclosure },
      },
      config: { policy: may('save', 'disclosure-item') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        try {
          const items = readDisclosureItems(request.body.text, await tx.jurisdiction.units())
          return {
            difference: disclosureDifference(await tx.disclosureItems.current(), items),
            problems: [],
          }
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error
          return { difference: null, problems: [...error.fields] }
        }
      }),
  )

  app.put(
    '/api/disclosure-items',
    {
      schema: { summary: '新增或修改一项', body: SaveDisclosureItem, response: { 200: DisclosureView } },
      config: { policy: may('save', 'disclosure-item') },
    },
    async (request) =>
      await save(request, request.body, async (tx) => {
        const { item } = request.body
        if (!(await tx.jurisdiction.units()).some(({ code }) => code === item.unitCode))
          throw new InvalidInput('单位名录中没有这个责任单位，请重新选择', [
            { field: 'unitCode', message: '单位不在名录中' },
          ])
        const others = (await tx.disclosureItems.current()).filter(({ number }) => number !== item.number)
        return [...others, item]
      }),
  )

  app.post(
    '/api/disclosure-removals',
    {
      schema: {
        summary: '删除一项（旧版本仍可查看）',
        body: RemoveDisclosureItem,
        response: { 200: DisclosureView },
      },
      config: { policy: may('save', 'disclosure-item') },
    },
    async (request) =>
      await save(request, request.body, async (tx) => {
        const items = await tx.disclosureItems.current()
        if (!items.some(({ number }) => number === request.body.number))
          throw new NotFound('目录中没有这一项，请刷新后再操作')
        return items.filter(({ number }) => number !== request.body.number)
      }),
  )
}
