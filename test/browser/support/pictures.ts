/** A PNG of 48 × 48 pixels: a green disc. */
export const disc: Buffer = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAYAAABXAvmHAAAAhUlEQVR42u3ZwRHAIAhEURuxorSQ/tuIkxJUEFj/znjfdxNojRBC/vT3+WZf2eIpIBbFwyAe5Y8gPIu7Q06WN0dElDdFlAZElt9GZCi/hSgNyFR+CVEakLH8FAIAAAAAAAAAAOBmAN9phhpGSpGtBIut29eLbKfl7gMyFxqJG5nMlZKQ4hmTEpHQ7TYDEQAAAABJRU5ErkJggg==',
  'base64',
)
