import { InvalidInput } from '@huiyin/domain/errors'
import { expect, test } from 'vitest'
import { serviceUrl } from './roles.js'

const owner = 'postgres://owner:p%40ss@db.example:5433/huiyin?sslmode=require'

test('services log in on the same server, database and TLS settings under a role of their own', () => {
  const url = new URL(serviceUrl(owner))
  expect(url.username).toBe('huiyin_service')
  expect(`${url.host}${url.pathname}${url.search}`).toBe('db.example:5433/huiyin?sslmode=require')
})

test('every machine that knows DATABASE_URL derives the same password, whatever name it calls the server by', () => {
  const here = new URL(serviceUrl(owner)).password
  expect(new URL(serviceUrl(owner.replace('db.example', '10.0.0.8'))).password).toBe(here)
  expect(new URL(serviceUrl(owner.replace('p%40ss', 'other'))).password).not.toBe(here)
  expect(here).not.toContain('p%40ss')
})

test.each([
  ['mysql://a:b@c/d', '不是有效的 PostgreSQL 地址'],
  ['nonsense', '不是有效的 PostgreSQL 地址'],
  ['postgres://owner@db/huiyin', '没有口令'],
  ['postgres://owner:secret@db', '没有库名'],
])('%s is refused with what to write instead', (url, message) => {
  expect(() => serviceUrl(url)).toThrow(InvalidInput)
  expect(() => serviceUrl(url)).toThrow(message)
})
