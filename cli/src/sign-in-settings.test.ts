import { expect, test } from 'vitest'
import { readSignInSettings } from './sign-in-settings.js'

const provider = {
  HUIYIN_OIDC_ISSUER: 'https://id.example.gov.cn',
  HUIYIN_OIDC_CLIENT_ID: 'huiyin',
  HUIYIN_OIDC_CLIENT_SECRET: 'between the two',
  HUIYIN_ORIGIN: 'https://yq.example.gov.cn',
}

test('nothing set means the defaults of the product', () => {
  expect(readSignInSettings({})).toEqual({})
})

test('policy and second factor are chosen by name', () => {
  expect(readSignInSettings({ HUIYIN_PASSWORD_POLICY: 'asvs', HUIYIN_SECOND_FACTOR: 'leaders' })).toEqual({
    passwordPolicy: 'asvs',
    secondFactor: 'leaders',
  })
  expect(() => readSignInSettings({ HUIYIN_PASSWORD_POLICY: 'none' })).toThrow('应为 djbh、asvs 之一')
})

test('a provider is given whole or not at all', () => {
  expect(readSignInSettings(provider).oidc).toMatchObject({ claim: 'preferred_username' })
  const { HUIYIN_OIDC_CLIENT_SECRET: _, ...half } = provider
  expect(() => readSignInSettings(half)).toThrow('HUIYIN_OIDC_CLIENT_SECRET')
  const { HUIYIN_ORIGIN: __, ...nowhere } = provider
  expect(() => readSignInSettings(nowhere)).toThrow('HUIYIN_ORIGIN')
  expect(() => readSignInSettings({ ...provider, HUIYIN_OIDC_ISSUER: 'http://id.example' })).toThrow(
    'https://',
  )
})
