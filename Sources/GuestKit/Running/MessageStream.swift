import CapnProto

/// Cuts what a descriptor reads into messages, and keeps what can't be written yet.
final class MessageStream {
  private static let chunkByteCount = 16 << 10
  private static let mostChunks = 16

  let descriptor: Descriptor
  private var decoder = FrameDecoder()
  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: MessageStream.chunkByteCount, alignment: 8)
  private var output: [UInt8] = []
  private var written = 0

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  deinit { buffer.deallocate() }

  var hasOutput: Bool { written < output.count }

  /// Adds a message to what is to be written.
  func append(_ message: Message) {
    if output.isEmpty { output = message.framedBytes } else { output += message.framedBytes }
  }

  /// Writes what the descriptor takes now.
  ///
  /// - Returns: false when it will take nothing any more.
  func write() -> Bool {
    while hasOutput {
      let transfer = output.withUnsafeBytes { bytes in
        descriptor.write(UnsafeRawBufferPointer(rebasing: bytes[written...]))
      }
      switch transfer {
      case .moved(let count): written += count
      case .wouldBlock: return true
      case .failed: return false
      }
    }
    if !output.isEmpty {
      output.removeAll(keepingCapacity: output.count <= Self.chunkByteCount)
      written = 0
    }
    return true
  }

  /// Writes everything, however long it takes.
  func drain() {
    while write(), hasOutput { Poll.wait(for: .write(descriptor.number)) }
  }

  /// Reads what is there, as far as that leaves others their turn.
  ///
  /// - Parameter receive: takes the messages.
  /// - Returns: false when there will be no more.
  func read(_ receive: (Message) -> Void) -> Bool {
    for _ in 0..<Self.mostChunks {
      switch descriptor.read(into: buffer) {
      case .wouldBlock: return true
      case .failed, .moved(0): return false
      case .moved(let count):
        var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        do throws(CapnProtoError) {
          while let message = try decoder.next(&rest) { receive(message) }
        } catch {
          return false
        }
        if count < buffer.count { return true }
      }
    }
    return true
  }
}
