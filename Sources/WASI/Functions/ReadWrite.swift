package import WebAssembly

/// Reading and writing.
extension WASIContext {
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_read
  package func fdRead(
    _ memory: Memory, _ fd: UInt32, _ vectors: UInt32, _ vectorCount: UInt32, _ result: UInt32
  ) throws -> Step {
    let descriptor = try descriptors.get(fd)
    let object = try byteObject(descriptor, .fdRead)
    let buffers = try GuestBuffers(memory, vectors, count: vectorCount, limits)
    try memory.checkRange(result, 4)
    return try read(
      memory, TransferState(object, buffers, nil, descriptor.flags.contains(.nonblock), result))
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_pread
  package func fdPread(
    _ memory: Memory, _ fd: UInt32, _ vectors: UInt32, _ vectorCount: UInt32, _ offset: UInt64,
    _ result: UInt32
  ) throws -> Step {
    let object = try fileObject(try descriptors.get(fd), [.fdRead, .fdSeek])
    let buffers = try GuestBuffers(memory, vectors, count: vectorCount, limits)
    try memory.checkRange(result, 4)
    if offset > UInt64(Int64.max) { throw Errno.inval }
    return try read(memory, TransferState(object, buffers, offset, false, result))
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_write
  package func fdWrite(
    _ memory: Memory, _ fd: UInt32, _ vectors: UInt32, _ vectorCount: UInt32, _ result: UInt32
  ) throws -> Step {
    let descriptor = try descriptors.get(fd)
    let object = try byteObject(descriptor, .fdWrite)
    let buffers = try GuestBuffers(memory, vectors, count: vectorCount, limits)
    try memory.checkRange(result, 4)
    return try write(
      memory, TransferState(object, buffers, nil, descriptor.flags.contains(.nonblock), result))
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_pwrite
  package func fdPwrite(
    _ memory: Memory, _ fd: UInt32, _ vectors: UInt32, _ vectorCount: UInt32, _ offset: UInt64,
    _ result: UInt32
  ) throws -> Step {
    let object = try fileObject(try descriptors.get(fd), [.fdWrite, .fdSeek])
    let buffers = try GuestBuffers(memory, vectors, count: vectorCount, limits)
    try memory.checkRange(result, 4)
    if offset > UInt64(Int64.max) { throw Errno.inval }
    return try write(memory, TransferState(object, buffers, offset, false, result))
  }

  /// The object of a descriptor that bytes go through.
  func byteObject(_ descriptor: Descriptor, _ rights: Rights) throws(Errno) -> any ByteObject {
    switch descriptor.resource {
    case .bytes(let object):
      try descriptor.require(rights)
      return object
    case .directory: throw .badf
    case .listener: throw .notconn
    }
  }

  /// The file of a descriptor; streams have no positions.
  func fileObject(_ descriptor: Descriptor, _ rights: Rights) throws(Errno) -> any FileObject {
    guard case .bytes(let object) = descriptor.resource else { throw .badf }
    guard let file = object as? any FileObject else { throw .spipe }
    try descriptor.require(rights)
    return file
  }
}
