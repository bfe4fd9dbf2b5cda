// `import Ganglion` is all a user writes.
@_exported public import Processes
@_exported public import WASI
@_exported public import WebAssembly
@_exported public import WebAssemblyText
