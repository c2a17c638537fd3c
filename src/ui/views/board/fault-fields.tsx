import type { JSX } from 'preact'
import type { ApiPort } from '../../../model/api.ts'
import type { FaultPoint } from '../../../model/fault.ts'
import { useCell } from '../../lib/cell.ts'
import { placeOf } from '../../lib/fault-words.ts'
import { inboxes } from '../../state/server.ts'
import { type Choice, effects, knowsInbox, knowsRecipients, pointsFor } from './fault-form.ts'

/** What a part of the form is given. */
export interface FieldsOf {
  readonly choice: Choice
  readonly change: (part: Partial<Choice>) => void
}

function Select<Value extends string>(props: {
  label: string
  value: Value
  options: readonly (readonly [Value, string])[]
  onChoose: (value: Value) => void
}): JSX.Element {
  return (
    <label>
      {props.label}
      <select
        class="field"
        value={props.value}
        onChange={(event) => props.onChoose(event.currentTarget.value as Value)}
      >
        {props.options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

function NumberField(props: {
  label: string
  value: string
  min: number
  max?: number
  step?: 'any'
  placeholder?: string
  onInput: (value: string) => void
}): JSX.Element {
  const { label, onInput, placeholder, ...rest } = props
  return (
    <label>
      {label}
      <input
        class="field fault-number"
        type="number"
        required={placeholder === undefined}
        placeholder={placeholder}
        {...rest}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  )
}

/** What goes wrong, and where. */
export function WhatFields({ choice, change, port }: FieldsOf & { port: ApiPort }): JSX.Element {
  const { at, effect, code, seconds } = choice
  const choose = (next: Choice['effect']): void =>
    change({ effect: next, at: pointsFor(port, next).includes(at) ? at : 'RCPT' })
  const points = pointsFor(port, effect).map((one): readonly [FaultPoint, string] => [one, placeOf(one)])
  return (
    <>
      <Select label="What" value={effect} options={effects} onChoose={choose} />
      {effect === 'refuse' && (
        <NumberField
          label="Code"
          value={code}
          min={400}
          max={599}
          onInput={(value) => change({ code: value })}
        />
      )}
      {effect === 'delay' && (
        <NumberField
          label="Seconds"
          value={seconds}
          min={0.001}
          max={3600}
          step="any"
          onInput={(value) => change({ seconds: value })}
        />
      )}
      <Select label="Where" value={at} options={points} onChoose={(value) => change({ at: value })} />
    </>
  )
}

/** For whom, and how often. */
export function WhomFields({ choice, change }: FieldsOf): JSX.Element {
  const all = useCell(inboxes)
  const { at, to, inbox, times } = choice
  const choices = all.map(({ id, address }): readonly [string, string] => [id, address])
  return (
    <>
      {knowsRecipients(at) && (
        <label>
          To
          <input
            class="field"
            placeholder="anyone, or *@busy.test"
            value={to}
            onInput={(event) => change({ to: event.currentTarget.value })}
          />
        </label>
      )}
      {knowsInbox(at) && all.length > 0 && (
        <Select
          label="Inbox"
          value={inbox}
          options={[['', 'any'], ...choices]}
          onChoose={(value) => change({ inbox: value })}
        />
      )}
      <NumberField
        label="How often"
        value={times}
        min={1}
        placeholder="always"
        onInput={(value) => change({ times: value })}
      />
    </>
  )
}
