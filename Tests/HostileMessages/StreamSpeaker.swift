import SeededTesting
import CapnProto
import CapnProtoRPC

/// What happens to one side of a conversation.
enum StreamEvent {
  /// It does something of its own accord.
  case act
  /// It receives a message.
  case message([UInt8])
}

/// A conversation as one side sees it. A vat with the same seed behaves the same way.
struct StreamRecording {
  let seed: UInt64
  var events: [StreamEvent] = []

  var messages: [[UInt8]] {
    events.compactMap { if case .message(let bytes) = $0 { bytes } else { nil } }
  }
}

/// Two vats that talk at random; what one of them sees is recorded.
enum StreamSpeaker {
  static func record(seed: UInt64) -> StreamRecording {
    var random = SeededGenerator(seed: seed)
    let speaker = StreamVictim(seed: seed &+ 1)
    let listener = StreamVictim(seed: seed &+ 2)
    var recording = StreamRecording(seed: seed &+ 2)
    for _ in 0..<120 {
      let side = random.below(2) == 0 ? speaker : listener
      if side === listener { recording.events.append(.act) }
      side.objects.act()
      side.vat.run()
      for effect in speaker.connection.takeEffects() {
        guard case .send(let message) = effect else { continue }
        recording.events.append(.message(message.framedBytes))
        deliver(message.framedBytes, to: listener)
      }
      for effect in listener.connection.takeEffects() {
        if case .send(let message) = effect { deliver(message.framedBytes, to: speaker) }
      }
    }
    _ = speaker.end()
    _ = listener.end()
    return recording
  }

  private static func deliver(_ bytes: [UInt8], to side: StreamVictim) {
    if let message = try? Message(framed: bytes) { side.connection.receive(message) }
  }
}

/// One vat with one connection.
final class StreamVictim {
  let vat = Vat()
  let connection: Connection
  let objects: StreamObjects
  private(set) var received = 0
  private(set) var sent = 0

  init(seed: UInt64) {
    var limits = ConnectionLimits()
    limits.callBytes = 1 << 20
    limits.answers = 1 << 10
    limits.questions = 1 << 10
    connection = Connection(vat: vat, limits: limits)
    objects = StreamObjects(vat, seed: seed)
    connection.bootstrapObject = objects.newObject()
    objects.keep(connection.bootstrap())
  }

  /// Goes through a conversation whose messages come from a socket.
  func play(_ events: [StreamEvent]) {
    var decoder = FrameDecoder(limits: Limits(segments: 64, messageWords: 1 << 16))
    for event in events where connection.isOpen {
      switch event {
      case .act: objects.act()
      case .message(let bytes):
        bytes.withUnsafeBytes { bytes in
          var rest = bytes
          while connection.isOpen, !rest.isEmpty {
            guard let message = try? decoder.next(&rest) else { break }
            connection.receive(message)
            received += 1
          }
        }
      }
      vat.run()
      while connection.nextEffect() != nil { sent += 1 }
    }
  }

  /// Loses the connection.
  ///
  /// - Returns: What was left behind, if anything was.
  func end() -> String? {
    connection.disconnect()
    // Calls that waited for others are held back once more.
    repeat {
      objects.letGo()
      vat.run()
    } while objects.holdsAnything
    let counts = connection.tableCounts
    if counts.questions + counts.answers + counts.exports + counts.imports + counts.embargoes > 0 {
      return "left in the tables: \(counts)"
    }
    return objects.alive == 0 ? nil : "\(objects.alive) objects are left"
  }
}
