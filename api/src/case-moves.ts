import {
  type CaseAction,
  type CaseActionKind,
  caseActionBodies,
  caseActionLabel,
} from '@huiyin/domain/case-action'
import { type CaseMove, type CaseVerb, caseMoves } from '@huiyin/domain/case-moves'
import { MergeCase, SplitCase } from '@huiyin/domain/http/case-files'
import type { CaseFileId } from '@huiyin/domain/ids'
import type { Tx } from '@huiyin/store/tx'
import { type Static, type TSchema, Type } from 'typebox'
import type { personOf } from './visitor.js'

type Person = ReturnType<typeof personOf>

/** One move as its route takes it: what is asked, and the one call that does it. */
export interface MoveRoute {
  move: CaseMove
  verb: CaseVerb
  summary: string
  body: TSchema
  take(tx: Tx, id: CaseFileId, body: unknown, by: Person): Promise<unknown>
}

/** A move with a body or a call of its own; every other appends its action as it is asked for. */
const own = <Body extends TSchema>(
  body: Body,
  take: (tx: Tx, id: CaseFileId, body: Static<Body>, by: Person) => Promise<unknown>,
) => ({ body, take: take as MoveRoute['take'] })

const special: Partial<Record<CaseMove, Pick<MoveRoute, 'body' | 'take'>>> = {
  merged: own(MergeCase, (tx, id, body, by) => tx.caseFiles.merge(id, body, by)),
  split: own(SplitCase, (tx, id, body, by) => tx.caseFiles.split(id, body, by)),
  reopened: own(caseActionBodies.reopened, (tx, id, body, by) => tx.caseFiles.reopen(id, body, by)),
  undone: own(caseActionBodies.undone, (tx, id, { actionId }, by) => tx.caseFiles.undo(id, actionId, by)),
}

const appends = (kind: CaseActionKind) =>
  own(caseActionBodies[kind], (tx, id, body, by) =>
    tx.caseFiles.act(id, { kind, ...(body as object) } as CaseAction, by),
  )

/** A signature needs no words, so none need be sent. */
const mayBeEmpty = (body: TSchema): TSchema =>
  (body as { required?: string[] }).required?.length ? body : Type.Union([body, Type.Null()])

/** Every move on a case file: word, rule, schema and call, in one table. */
export const moveRoutes: readonly MoveRoute[] = Object.entries(caseMoves).map(([kind, { verb }]) => {
  const move = kind as CaseMove
  const { body, take } = special[move] ?? appends(move)
  return { move, verb, summary: caseActionLabel[move], body: mayBeEmpty(body), take }
})
