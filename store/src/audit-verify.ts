import type { AuditProblem, AuditProblemKind, AuditVerification } from '@huiyin/domain/audit-verification'
import { chainStart, linkHash, type StoredLink, sameHash } from './audit-chain.js'
import type { FoundHead } from './audit-heads.js'
import { auditKeyId } from './audit-key.js'
import type { ActingStore } from './store.js'

const batchSize = 5_000

const range = (from: number, to: number) => (from === to ? `第 ${from} 条` : `第 ${from}–${to} 条`)

const say: Record<AuditProblemKind, (from: number, to: number) => string> = {
  changed: (from, to) => `${range(from, to)}记录的内容与校验值不符，写入之后被改动过`,
  missing: (from, to) => `${range(from, to)}记录不见了，被删除过`,
  truncated: (from, to) => `${range(from, to)}记录不见了：已导出的链头证明曾经写到第 ${to} 条`,
  rewritten: (from, to) => `${range(from, to)}记录不是原来的记录，整条链被重写过`,
  'other-key': (from, to) =>
    `${range(from, to)}记录不是用当前密钥写入的：请先核对 HUIYIN_SECRET 或数据目录下的 secret.key，密钥无误即为被重写过`,
  'bad-head': () => '链头文件无法采信',
}

/** Walks the chain from its first row; each row is judged by itself and by the one before. */
class ChainCheck {
  readonly problems: AuditProblem[] = []
  private seq = 0
  private hash = chainStart
  private isSound = true
  private entries = 0
  private unsound = 0
  private foreign = 0
  private readonly keyId: string

  constructor(
    private readonly key: Uint8Array,
    private readonly heads: ReadonlyMap<number, readonly string[]>,
  ) {
    this.keyId = auditKeyId(key)
  }

  private note(kind: AuditProblemKind, from: number, to: number): void {
    const last = this.problems.at(-1)
    if (last?.kind === kind && last.to + 1 >= from) {
      last.to = to
      last.message = say[kind](last.from, to)
    } else this.problems.push({ kind, from, to, message: say[kind](from, to) })
  }

  see({ hash, ...link }: StoredLink): void {
    const { seq, previousHash, keyId } = link
    const follows = seq === this.seq + 1
    if (!follows) this.note('missing', this.seq + 1, seq - 1)
    const isOwn = sameHash(hash, linkHash(this.key, link))
    // After a row that was changed the next one's link is broken too, and says nothing new.
    const isLinked = !follows || !this.isSound || previousHash === this.hash
    this.isSound = isOwn && isLinked
    if (!this.isSound) this.note(keyId === this.keyId ? 'changed' : 'other-key', seq, seq)
    else if (this.heads.get(seq)?.some((exported) => exported !== hash)) this.note('rewritten', seq, seq)
    this.entries += 1
    if (!isOwn) this.unsound += 1
    if (keyId !== this.keyId) this.foreign += 1
    this.seq = seq
    this.hash = hash
  }

  /** What is to be said when the last row has been seen. */
  end(): Omit<AuditVerification, 'headsCompared'> {
    const lastExported = Math.max(0, ...this.heads.keys())
    const isRewritten = this.entries > 1 && this.unsound === this.entries && this.foreign < this.entries
    // Not one row is ours: that is no change of rows but another chain.
    if (isRewritten) this.problems.length = 0
    if (isRewritten) this.note('rewritten', 1, this.seq)
    if (lastExported > this.seq) this.note('truncated', this.seq + 1, lastExported)
    const head = this.seq === 0 ? null : { seq: this.seq, hash: this.hash }
    return { intact: this.problems.length === 0, entries: this.entries, head, problems: this.problems }
  }
}

/**
 * Checks the whole chain against the key, and against heads exported before. The chain alone shows a changed or a
 * removed row and one written without the key; only a head shows that its end was cut off, or that someone who
 * has the key wrote it anew.
 */
export async function verifyAudit(
  acting: ActingStore,
  key: Uint8Array,
  found: readonly FoundHead[],
): Promise<AuditVerification> {
  const heads = new Map<number, string[]>()
  for (const { head } of found) if (head) heads.set(head.seq, [...(heads.get(head.seq) ?? []), head.hash])
  const check = new ChainCheck(key, heads)
  for (let after = 0; ; ) {
    const links = await acting.transaction((tx) => tx.audit.links(after, batchSize))
    for (const link of links) check.see(link)
    const last = links.at(-1)
    if (!last || links.length < batchSize) break
    after = last.seq
  }
  const result = check.end()
  const refused = found.flatMap(({ file, refusal }): AuditProblem[] =>
    refusal ? [{ kind: 'bad-head', from: 0, to: 0, message: `链头文件 ${file} ${refusal}` }] : [],
  )
  return {
    ...result,
    intact: result.intact && refused.length === 0,
    problems: [...result.problems, ...refused],
    headsCompared: found.length - refused.length,
  }
}
