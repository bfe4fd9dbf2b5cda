import Testing

import GanglionCommand

@Suite("Signals and closed outputs")
struct SignalTests {
  /// Presses Ctrl-C until the program, started in the background, is gone.
  private let interrupt = """
    pid=$!
    while kill -INT $pid 2>/dev/null; do sleep 0.05; done
    wait $pid
    exit $?
    """

  @Test(
    "Ctrl-C ends a guest that computes, or sleeps, with exit code 130",
    arguments: ["endless-loop", "sleep"])
  func interrupts(name: String) throws {
    let run = try Tool.shell("\"$1\" run \"$2\" 3600000 &\n\(interrupt)", name)
    #expect(run.code == 130)
  }

  @Test("Ctrl-C ends a guest that waits for input", arguments: ["cat", "poll"])
  func interruptsInput(name: String) throws {
    let folder = try ScratchFolder()
    let fifo = folder.path("fifo")
    // Others would take it for a file.
    let time = name == "poll" ? "3600000" : ""
    let run = try Tool.shell(
      "mkfifo \(fifo)\n\"$1\" run \"$2\" \(time) <> \(fifo) &\n\(interrupt)", name)
    #expect(run.code == 130)
  }

  @Test("Ctrl-C still shows the statistics asked for", arguments: ["endless-loop", "sleep"])
  func interruptsWithStatistics(name: String) throws {
    let run = try Tool.shell(
      """
      "$1" run --stats "$2" 3600000 &
      pid=$!
      sleep 1
      kill -INT $pid
      wait $pid
      exit $?
      """, name)
    #expect(run.code == 130)
    #expect(run.errors.contains("interrupted"))
    #expect(run.errors.contains("fuel"))
  }

  @Test("A reader that goes away ends the tool, quietly where it is the tool that writes")
  func closedPipe() throws {
    let run = try Tool.shell("\"$1\" run \"$2\" 3 | true")
    #expect(run.code == 0)
    let help = try Tool.shell("{ sleep 0.2; \"$1\" --help; echo $? >&2; } | true")
    #expect(!help.errors.contains("rror"))
  }

  @Test("Output that can't be written is an error")
  func fullDevice() throws {
    guard Tool.exists("/dev/full") else { return }
    let run = try Tool.shell("\"$1\" version > /dev/full")
    #expect(run.code == ExitCode.output.rawValue)
    let invoke = try Tool.shell(
      "\"$1\" run --invoke calls_so_far \"$2\" > /dev/full", "plugin")
    #expect(invoke.code == ExitCode.output.rawValue)
  }

  @Test("Closed standard streams do no harm")
  func closedStreams() throws {
    let run = try Tool.shell("\"$1\" run \"$2\" <&- >&- 2>&-; echo code $?")
    #expect(run.output.hasPrefix("code "))
    let version = try Tool.shell("\"$1\" version >&- 2>&-; echo code $?")
    #expect(version.output == "code 74\n")
  }
}
