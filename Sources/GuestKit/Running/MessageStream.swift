import CapnProto
import CapnProtoRPC

/// Cuts what a descriptor reads into messages, and keeps what can't be written yet.
final class MessageStream: ConnectionOutlet {
  private static let chunkByteCount = 16 << 10
  private static let mostChunks = 16
  private static let roomByteCount = 4 << 10
  /// Beyond so many bytes that wait, the connection keeps its messages.
  private static let mostWaiting = 256 << 10

  let descriptor: Descriptor
  private var decoder = FrameDecoder()
  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: MessageStream.chunkByteCount, alignment: 8)
  /// What is to be written: small messages at first, in memory that is used again and again.
  private let room = UnsafeMutableRawBufferPointer.allocate(
    byteCount: MessageStream.roomByteCount, alignment: 8)
  private var roomCount = 0
  /// What comes after them.
  private var output: [UInt8] = []
  /// How much of both was written.
  private var written = 0

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  deinit {
    buffer.deallocate()
    room.deallocate()
  }

  private var waitingByteCount: Int { roomCount + output.count - written }

  var hasOutput: Bool { waitingByteCount > 0 }

  /// Adds a message to what is to be written.
  @_optimize(speed) func append(_ message: Message) {
    if output.isEmpty {
      let rest = UnsafeMutableRawBufferPointer(rebasing: room[roomCount...])
      if let count = message.writeFramed(to: rest) {
        roomCount += count
        return
      }
    }
    message.appendFramed(to: &output)
  }

  /// Writes what the descriptor takes now.
  ///
  /// - Returns: false when it will take nothing any more.
  @_optimize(speed) func write() -> Bool {
    while hasOutput {
      let transfer: Descriptor.Transfer
      if written < roomCount {
        transfer = descriptor.write(UnsafeRawBufferPointer(rebasing: room[written..<roomCount]))
      } else {
        transfer = output.withUnsafeBytes { bytes in
          descriptor.write(UnsafeRawBufferPointer(rebasing: bytes[(written - roomCount)...]))
        }
      }
      switch transfer {
      case .moved(let count): written += count
      case .wouldBlock: return true
      case .failed: return false
      }
    }
    if !output.isEmpty { output.removeAll(keepingCapacity: output.count <= Self.chunkByteCount) }
    roomCount = 0
    written = 0
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
  @_optimize(speed) func read(_ receive: (Message) -> Void) -> Bool {
    for _ in 0..<Self.mostChunks {
      switch descriptor.read(into: buffer) {
      case .wouldBlock: return true
      case .failed, .moved(0): return false
      case .moved(let count):
        var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        do throws(CapnProtoError) {
          while !rest.isEmpty, let message = try decoder.next(&rest) { receive(message) }
        } catch {
          return false
        }
        if count < buffer.count { return true }
      }
    }
    return true
  }

  // MARK: What the connection sends

  override var takesMessages: Bool { waitingByteCount <= Self.mostWaiting }

  /// A guest has no descriptors of its host's to give: attachments are left out.
  override func take(_ message: Message, _ attachments: [any CapabilityObject]) { append(message) }
}
