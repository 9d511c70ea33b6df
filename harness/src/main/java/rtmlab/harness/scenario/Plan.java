package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import rtmlab.harness.scenario.PlannedFault.AtStep;
import rtmlab.harness.scenario.PlannedFault.Disconnect;
import rtmlab.harness.scenario.PlannedFault.Skew;
import rtmlab.harness.scenario.PlannedFault.Span;
import rtmlab.harness.scenario.PlannedFault.Timed;
import rtmlab.harness.scenario.PlannedFault.When;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Architecture;

/** A scenario as it happens to one variant, by one seed: which faults, when exactly, and to which nodes. */
record Plan(Scenario scenario, Variant variant, Architecture architecture, long seed) {

    /** @throws MalformedScenario when the scenario names what this variant does not have */
    static Plan of(Scenario scenario, Variant variant, long seed) {
        var architecture = scenario.replicas().isEmpty()
                ? variant.architecture()
                : new ResizedArchitecture(variant.architecture(), scenario.replicas());
        var plan = new Plan(scenario, variant, architecture, seed);
        plan.faults().forEach(plan::requireTargets);
        return plan;
    }

    /** Those that are meant for this variant, and each time that a client drops its connection. */
    List<PlannedFault> faults() {
        var all = new ArrayList<>(scenario.faults().stream()
                .filter(fault -> variant.isAmong(fault.in()))
                .toList());
        var reconnects = scenario.talk().reconnects();
        for (var time = 1; time <= reconnects.times(); time++) {
            for (var user = 0; user < reconnects.users().size(); user++) {
                var at = reconnects.every().multipliedBy(time).plus(Duration.ofMillis(user));
                var span = new Span(scenario.place(), List.of(), new When(at, at), Duration.ZERO);
                all.add(new Disconnect(span, reconnects.users().get(user)));
            }
        }
        return all;
    }

    List<AtStep> atSteps() {
        return faults().stream()
                .filter(AtStep.class::isInstance)
                .map(AtStep.class::cast)
                .toList();
    }

    List<Timed> timed() {
        return faults().stream()
                .filter(Timed.class::isInstance)
                .map(Timed.class::cast)
                .toList();
    }

    List<Skew> skews() {
        return faults().stream()
                .filter(Skew.class::isInstance)
                .map(Skew.class::cast)
                .toList();
    }

    /** The moment of the fault at this place of {@link #timed}: the same in every variant. */
    Duration moment(Timed fault) {
        var when = fault.at();
        var span = when.to().minus(when.from()).toNanos() / 1_000;
        var random =
                new SplittableRandom(seed * 0x9E3779B97F4A7C15L + fault.place().line());
        return when.from().plus(Duration.ofNanos(random.nextLong(span + 1) * 1_000));
    }

    /** The nodes behind a node's name, a role's, a user's, or a region's; empty for a server. */
    List<NodeName> nodes(String target) {
        if (scenario.regions().names().contains(target)) {
            return Stream.concat(
                            architecture.topology().nodes().stream(),
                            scenario.users().stream().map(NodeName::new))
                    .filter(node -> scenario.regions().regionOf(node).equals(target))
                    .toList();
        }
        var nodes = architecture.topology().nodes().stream()
                .filter(node -> node.value().equals(target) || node.role().equals(target))
                .toList();
        return nodes.isEmpty() && scenario.users().contains(target) ? List.of(new NodeName(target)) : nodes;
    }

    boolean isServer(String target) {
        return List.of("kafka", "redis", "postgres").contains(target);
    }

    /** Whether what the fault touches can be counted; where not, the messages under way at its moment are what it meets. */
    boolean countsWhatItTouches(Timed fault) {
        return switch (fault) {
            case PlannedFault.Partition _, PlannedFault.Delay _, PlannedFault.Slow _, PlannedFault.Fill _ -> true;
            case PlannedFault.Kill kill -> isServer(kill.target());
            case PlannedFault.Pause pause -> isServer(pause.target());
            case PlannedFault.Stop _, Disconnect _ -> false;
        };
    }

    private void requireTargets(PlannedFault fault) {
        var targets = switch (fault) {
            case AtStep step -> List.of(step.node());
            case PlannedFault.Kill kill -> List.of(kill.target());
            case PlannedFault.Stop stop -> List.of(stop.target());
            case PlannedFault.Pause pause -> List.of(pause.target());
            case PlannedFault.Partition partition -> List.of(partition.one(), partition.other());
            case PlannedFault.Delay delay -> List.of(delay.one(), delay.other());
            case PlannedFault.Slow slow -> List.of(slow.server());
            case PlannedFault.Fill fill -> List.of(fill.target());
            case Skew skew -> List.of(skew.target());
            case Disconnect _ -> List.<String>of();
        };
        for (var target : targets) {
            if (!isServer(target) && nodes(target).isEmpty()) {
                throw new MalformedScenario(
                        fault.place(),
                        variant.text() + " has no " + target + "; it has "
                                + String.join(
                                        ", ",
                                        architecture.topology().nodes().stream()
                                                .map(NodeName::value)
                                                .toList())
                                + ": add \"in: [VARIANT]\" to this fault to say where it happens");
            }
        }
    }
}
