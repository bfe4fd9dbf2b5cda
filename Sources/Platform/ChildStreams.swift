/// Feeds a child's standard input and gathers its outputs, all at once, so that none blocks.
struct ChildStreams {
  private var input: ArraySlice<UInt8>
  private var inputWriter: SharedDescriptor?
  private var outputReader: SharedDescriptor?
  private var errorReader: SharedDescriptor?
  private let limit: Int
  private(set) var output: [UInt8] = []
  private(set) var errorOutput: [UInt8] = []

  init(
    input: [UInt8], inputWriter: SharedDescriptor, outputReader: SharedDescriptor,
    errorReader: SharedDescriptor, limit: Int
  ) {
    self.input = input[...]
    self.inputWriter = input.isEmpty ? nil : inputWriter
    self.outputReader = outputReader
    self.errorReader = errorReader
    self.limit = limit
    try? inputWriter.descriptor.setStatusFlags(.nonblocking, to: true)
  }

  /// Moves bytes until both outputs have ended.
  ///
  /// - Returns: `false` when the deadline came first.
  mutating func run(until deadline: UInt64?) -> Bool {
    guard let waiter = try? ThreadWaiter() else { return true }
    while outputReader != nil || errorReader != nil {
      if let deadline, Clock.monotonic.now >= deadline { return false }
      var set = WaitSet()
      if let deadline { set.add(deadline: deadline) }
      if let inputWriter { set.add(inputWriter, .writable) }
      if let outputReader { set.add(outputReader, .readable) }
      if let errorReader { set.add(errorReader, .readable) }
      _ = waiter.wait(for: set)
      feed()
      Self.gather(&outputReader, &output, limit)
      Self.gather(&errorReader, &errorOutput, limit)
    }
    return true
  }

  private mutating func feed() {
    guard let writer = inputWriter, !writer.descriptor.readyEvents(.writable).isEmpty else {
      return
    }
    do {
      let count = try input.withUnsafeBytes { bytes in
        try writer.descriptor.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(65536)))
      }
      input = input.dropFirst(count)
      if input.isEmpty { inputWriter = nil }
    } catch {
      if (error as? SystemError)?.code != .again { inputWriter = nil }
    }
  }

  private static func gather(
    _ reader: inout SharedDescriptor?, _ bytes: inout [UInt8], _ limit: Int
  ) {
    guard let descriptor = reader, !descriptor.descriptor.readyEvents(.readable).isEmpty else {
      return
    }
    let chunk = try? [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      count = try descriptor.descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    guard let chunk, !chunk.isEmpty else {
      reader = nil
      return
    }
    bytes += chunk.prefix(max(0, limit - bytes.count))
  }
}
