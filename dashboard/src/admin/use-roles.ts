import type { Role } from '@huiyin/domain/actor'
import { separationProblem } from '@huiyin/domain/separation-of-duties'
import { computed, ref } from 'vue'

/** What is being given to an account: its roles, and of which unit a unit's person is. */
export interface HeldRoles {
  roles: Role[]
  unitCode: string
}

/** The roles on a form, why they may not stand together (三员分立), and the appointment that is sent. */
export function useRoles() {
  const held = ref<HeldRoles>({ roles: [], unitCode: '' })
  const unitCode = computed(() =>
    held.value.roles.includes('unit') && held.value.unitCode !== '' ? held.value.unitCode : null,
  )
  const refused = computed(() =>
    separationProblem(
      { roles: held.value.roles, unitCode: unitCode.value },
      { isFirstOfDemonstration: false },
    ),
  )
  const appointment = computed(() => ({
    roles: held.value.roles,
    ...(unitCode.value === null ? {} : { unitCode: unitCode.value }),
  }))
  return { held, refused, appointment }
}
