import { type Actor, actorName } from '@huiyin/domain/actor'
import type { AuditEntry } from '@huiyin/domain/audit'
import { DomainError } from '@huiyin/domain/errors'
import { sql } from 'kysely'
import { type ChainLink, canonicalJson, chainStart, linkHash, storable } from './audit-chain.js'
import { auditKeyId } from './audit-key.js'
import type { Db } from './database.js'

/** What must be recorded cannot be, so it is not done either. */
export class AuditRefused extends DomainError {
  override readonly name = 'AuditRefused'
}

/** An act to record and who did it: the transaction's actor, or the person a service acts for. */
export interface PendingEntry extends AuditEntry {
  by: Actor
}

const identity = (actor: Actor): string =>
  actor.kind === 'user' ? actor.userId : actor.kind === 'display' ? actor.linkId : actor.name

/**
 * Appends the entries of one transaction, as its last act: the lock that keeps the chain one is then held for a
 * moment only, and always taken last, so that it closes no circle of waiting.
 * @throws AuditRefused without a key, or when the chain was written with another.
 */
export async function appendToChain(
  trx: Db,
  key: Uint8Array | undefined,
  { now, entries }: { now: Date; entries: readonly PendingEntry[] },
): Promise<void> {
  if (entries.length === 0) return
  if (!key)
    throw new AuditRefused(
      '没有审计密钥，操作未完成：请设置与服务相同的 HUIYIN_SECRET，或指定原数据目录后重试',
    )
  await sql`select pg_advisory_xact_lock(hashtext('huiyin-audit-chain'))`.execute(trx)
  // A statement of its own: it must see what the last holder of the lock has committed.
  const { rows } = await sql<{ seq: number | null; hash: string; key_id: string }>`
    select seq, hash, key_id from huiyin_audit_head()
  `.execute(trx)
  const [head] = rows
  const keyId = auditKeyId(key)
  if (head && head.seq !== null && head.key_id !== keyId)
    throw new AuditRefused(
      '审计密钥与已有审计记录不一致，操作未完成：请恢复原来的 HUIYIN_SECRET（或数据目录下的 secret.key）',
      { chain: head.key_id, ours: keyId },
    )
  let seq = head?.seq ?? 0
  let previousHash = seq === 0 ? chainStart : (head?.hash ?? chainStart)
  const values = entries.map(({ action, subject, detail = {}, by }) => {
    seq += 1
    const link: ChainLink = {
      seq,
      at: now,
      actorKind: by.kind,
      actorId: storable(identity(by)),
      actorName: storable(actorName(by)),
      action,
      subjectKind: subject.kind,
      subjectId: subject.id === undefined ? null : storable(subject.id),
      detail: canonicalJson(detail),
      keyId,
      previousHash,
    }
    previousHash = linkHash(key, link)
    return {
      seq,
      at: now,
      actor_kind: link.actorKind,
      actor_id: link.actorId,
      actor_name: link.actorName,
      action,
      subject_kind: link.subjectKind,
      subject_id: link.subjectId,
      detail: link.detail,
      key_id: keyId,
      previous_hash: link.previousHash,
      hash: previousHash,
    }
  })
  await trx.insertInto('audit_entry').values(values).execute()
}
