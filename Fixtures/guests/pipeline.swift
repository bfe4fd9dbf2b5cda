// A pipeline of processes over channels: one makes numbers, one squares them, and this one adds them
// up. Each stage holds the right to receive from one channel and to send to the next, and no more.
//
// capabilities: two channels, `first` and `second`
// arguments: [NUMBERS]

import GuestKit

typealias Chan = ChannelSchema.Chan<Text>
typealias Sender = ChannelSchema.Sender<Text>
typealias Recver = ChannelSchema.Recver<Text>

@main enum Pipeline: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    let input: Recver.Client = guest.session.find("input")
    let output: Chan.Client = guest.session.find("output")
    switch guest.arguments.first {
    case "source": try source(guest, output, count: Int(guest.arguments[1]) ?? 0)
    case "square": try square(guest, input, output)
    default: try coordinate(guest)
    }
  }

  static func coordinate(_ guest: Guest) throws(RPCError) {
    let first: Chan.Client = guest.session.find("first")
    let second: Chan.Client = guest.session.find("second")
    var source = Session()
    source.grant("output", first)
    var square = Session()
    square.grant("input", first.asRecver)
    square.grant("output", second)
    let count = guest.arguments.first ?? "100"
    let children = [
      guest.spawn(arguments: ["source", count], session: source),
      guest.spawn(arguments: ["square"], session: square),
    ]
    var (received, sum) = (0, 0)
    while let number = next(guest, second.asRecver) {
      received += 1
      sum += number
    }
    for child in children {
      let code = try guest.wait(for: child.wait()).exitCode
      if code != 0 { throw RPCError(.failed, "a stage ended with code \(code)") }
    }
    print("\(received) squares, their sum is \(sum)")
  }

  static func source(_ guest: Guest, _ output: Chan.Client, count: Int) throws(RPCError) {
    for number in 1...max(1, count) {
      try guest.wait(for: output.asSender.send(text: "\(number)"))
    }
    try guest.wait(for: output.close())
  }

  static func square(
    _ guest: Guest, _ input: Recver.Client, _ output: Chan.Client
  ) throws(RPCError) {
    while let number = next(guest, input) {
      try guest.wait(for: output.asSender.send(text: "\(number * number)"))
    }
    try guest.wait(for: output.close())
  }

  /// The next number; `nil` when the channel is closed.
  static func next(_ guest: Guest, _ input: Recver.Client) -> Int? {
    do throws(RPCError) {
      return try guest.wait(for: input.recv()) { results throws(CapnProtoError) in
        Int(try results.value.string)
      }
    } catch {
      return nil
    }
  }
}
