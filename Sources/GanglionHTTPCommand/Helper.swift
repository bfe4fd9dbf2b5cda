import Ganglion
import GanglionHTTP

/// `ganglion-http`: makes HTTP requests for the program that started it.
@main
enum Helper {
  static func main() async {
    LoadingQueue.shared.whenStalled {
      // Whoever waits is told that the helper is gone, and the next request starts another.
      try? StandardStream.error.write(
        "ganglion-http: ends, as a server that sends without end holds up all requests\n")
      HostProgram.exit(70)
    }
    let isServed = await HelperEnd.serve { vat in
      HelperSchema.Helper.Client(HelperServer(in: vat), in: vat)
    }
    if !isServed {
      try? StandardStream.error.write(
        "ganglion-http: is started by programs that need it, with a socket as standard input\n")
    }
    HostProgram.exit(isServed ? 0 : 64)
  }
}
