import type { CaseMove } from '@huiyin/domain/case-moves'
import { answering } from './move-form/answering.js'
import { dispatching } from './move-form/dispatching.js'
import { ending } from './move-form/ending.js'
import { instructing } from './move-form/instructing.js'
import { interpreting } from './move-form/interpreting.js'
import { joining } from './move-form/joining.js'
import type { MoveForm } from './move-form/move-form.js'
import { noting } from './move-form/noting.js'
import { pressing } from './move-form/pressing.js'

/** Every move as the dialog asks for it. */
export const moveForms: Record<CaseMove, MoveForm> = {
  ...dispatching,
  ...answering,
  ...pressing,
  ...instructing,
  ...interpreting,
  ...noting,
  ...ending,
  ...joining,
}
