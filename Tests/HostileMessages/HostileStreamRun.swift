import SeededTesting
import CapnProto
import CapnProtoRPC
import CapnProtoTesting

/// Plays what one vat once said to another, damaged, to a new vat each time.
///
/// What is said uses all of the protocol: see `StreamSpeaker`. After each stream the connection is lost, and then nothing of it may
/// be left: no table entry, no object.
struct HostileStreamRun {
  let options: HostileOptions
  private let toleratedKilobytes = 64 << 10

  init(_ options: HostileOptions) { self.options = options }

  func run() -> Bool {
    print("kind rpc, seed \(options.seed), count \(options.count)")
    let recordings = (0..<24).map { StreamSpeaker.record(seed: options.seed &+ UInt64($0)) }
    let messages = recordings.reduce(0) { $0 + $1.messages.count }
    print("\(recordings.count) recordings of \(messages) messages")
    var before: Int?
    var tally = StreamTally()
    for number in 0..<options.count {
      if number == min(1_000, options.count / 2) { before = residentKilobytes() }
      let seed = options.seed &+ UInt64(number)
      let problem = attack(recordings[number % recordings.count], seed: seed, &tally)
      if let problem {
        print("seed \(seed): \(problem)")
        return false
      }
    }
    print(
      "\(tally.received) messages received, \(tally.sent) sent, \(tally.calls) calls delivered, "
        + "\(tally.aborted) connections ended by us, \(tally.survived) not")
    guard let before, let after = residentKilobytes() else { return true }
    print("memory \(before) KiB, then \(after) KiB")
    return after - before < toleratedKilobytes
  }

  private func attack(
    _ recording: StreamRecording, seed: UInt64, _ tally: inout StreamTally
  ) -> String? {
    var random = SeededGenerator(seed: seed)
    var mutation = Mutation(seed: seed &+ 1)
    let victim = StreamVictim(seed: recording.seed)
    let messages = recording.messages
    var events: [StreamEvent] = []
    for event in recording.events {
      guard case .message(let message) = event else {
        events.append(event)
        continue
      }
      var bytes = message
      switch random.below(150) {
      case 0: mutation.apply(to: &bytes)
      case 1, 2, 3: StreamDamage.changeNumber(in: &bytes, &random)
      case 4: continue
      case 5: bytes += message
      case 6: bytes = messages[random.below(messages.count)]
      default: break
      }
      events.append(.message(bytes))
    }
    victim.play(events)
    tally.add(victim)
    return victim.end()
  }
}

/// What happened.
struct StreamTally {
  var received = 0
  var sent = 0
  var calls = 0
  var aborted = 0
  var survived = 0

  mutating func add(_ victim: StreamVictim) {
    received += victim.received
    sent += victim.sent
    calls += victim.objects.calls
    if victim.connection.isOpen { survived += 1 } else { aborted += 1 }
  }
}

/// Damage that a reader of messages does not see: other numbers.
enum StreamDamage {
  /// Changes a byte behind the frame's header to a small number.
  static func changeNumber(in bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard bytes.count > 24 else { return }
    bytes[16 + random.below(bytes.count - 16)] = UInt8(random.below(6))
  }
}
