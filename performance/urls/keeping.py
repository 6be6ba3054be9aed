"""The routes by which the office keeps measures, the plan and its words: part of the namespace of performance.

They come before the page of a measure, whose name may be any word but those that stand here.
"""

from django.urls import URLPattern, path

from performance.views import (
    forces,
    glossary,
    measure_keep,
    measure_keeping,
    measure_rows,
    objectives,
    plan_keeping,
    plans,
    trends,
)

_MEASURE, _OBJECTIVE, _TERM = "measures/<slug:slug>/", "objectives/<slug:slug>/", "glossary/<slug:slug>/"
_BREAK, _TARGET = f"{_MEASURE}breaks/<int:number>/", f"{_MEASURE}targets/<int:number>/"
_BENCHMARK = f"{_MEASURE}benchmarks/<slug:day>/"
_PLAN = "plan/<slug:slug>/"
_PRIORITY, _FOCUS = f"{_PLAN}priorities/<int:number>/", f"{_PLAN}focus/<int:number>/"
_GROUP, _POPULATION = "forces/groups/<slug:day>/", "forces/populations/<slug:force>/<slug:kind>/<slug:group>/<slug:day>/"

urlpatterns: list[URLPattern] = [
    path("measures/create/", measure_keeping.measure_create, name="measure-create"),
    path("measures/release/", measure_keeping.release_create, name="release-create"),
    path(f"{_MEASURE}keep/", measure_keep.measure_keep, name="measure-keep"),
    path(f"{_MEASURE}edit/", measure_keeping.measure_update, name="measure-update"),
    path(f"{_MEASURE}publish/", measure_keeping.measure_publish, name="measure-publish"),
    path(f"{_MEASURE}hide/", measure_keeping.measure_hide, name="measure-hide"),
    path(f"{_MEASURE}retire/", measure_keeping.measure_retire, name="measure-retire"),
    path(f"{_MEASURE}revive/", measure_keeping.measure_revive, name="measure-revive"),
    path(f"{_MEASURE}release/", measure_keeping.measure_release, name="measure-release"),
    path(f"{_MEASURE}take-back/", measure_keeping.measure_take_back, name="measure-take-back"),
    path(f"{_MEASURE}trend/", trends.trend_set, name="trend-set"),
    path(f"{_MEASURE}trend/take-back/", trends.trend_clear, name="trend-clear"),
    path(f"{_MEASURE}figures/<slug:force>/<slug:day>/edit/", trends.figure_update, name="figure-update"),
    path(f"{_MEASURE}breaks/create/", measure_rows.break_create, name="break-create"),
    path(f"{_BREAK}edit/", measure_rows.break_update, name="break-update"),
    path(f"{_BREAK}remove/", measure_rows.break_remove, name="break-remove"),
    path(f"{_BREAK}restore/", measure_rows.break_restore, name="break-restore"),
    path(f"{_MEASURE}targets/create/", measure_rows.target_create, name="target-create"),
    path(f"{_TARGET}edit/", measure_rows.target_update, name="target-update"),
    path(f"{_TARGET}remove/", measure_rows.target_remove, name="target-remove"),
    path(f"{_TARGET}restore/", measure_rows.target_restore, name="target-restore"),
    path(f"{_MEASURE}benchmarks/create/", measure_rows.benchmark_create, name="benchmark-create"),
    path(f"{_BENCHMARK}edit/", measure_rows.benchmark_update, name="benchmark-update"),
    path(f"{_BENCHMARK}delete/", measure_rows.benchmark_delete, name="benchmark-delete"),
    path("objectives/", objectives.objective_list, name="objective-list"),
    path("objectives/create/", objectives.objective_create, name="objective-create"),
    path(f"{_OBJECTIVE}edit/", objectives.objective_update, name="objective-update"),
    path(f"{_OBJECTIVE}publish/", objectives.objective_publish, name="objective-publish"),
    path(f"{_OBJECTIVE}hide/", objectives.objective_hide, name="objective-hide"),
    path(f"{_OBJECTIVE}move/", objectives.objective_move, name="objective-move"),
    path("plan/", plans.plan_list, name="plan-list"),
    path("plan/create/", plan_keeping.plan_create, name="plan-create"),
    path(_PLAN, plans.plan_detail, name="plan-detail"),
    path(f"{_PLAN}edit/", plan_keeping.plan_update, name="plan-update"),
    path(f"{_PLAN}publish/", plan_keeping.plan_publish, name="plan-publish"),
    path(f"{_PLAN}hide/", plan_keeping.plan_hide, name="plan-hide"),
    path(f"{_PLAN}crosswalk/", plan_keeping.crosswalk_update, name="crosswalk-update"),
    path(f"{_PLAN}priorities/create/", plan_keeping.priority_create, name="priority-create"),
    path(f"{_PRIORITY}edit/", plan_keeping.priority_update, name="priority-update"),
    path(f"{_PRIORITY}move/", plan_keeping.priority_move, name="priority-move"),
    path(f"{_PRIORITY}remove/", plan_keeping.priority_remove, name="priority-remove"),
    path(f"{_PRIORITY}restore/", plan_keeping.priority_restore, name="priority-restore"),
    path(f"{_PLAN}focus/create/", plan_keeping.focus_create, name="focus-create"),
    path(f"{_FOCUS}edit/", plan_keeping.focus_update, name="focus-update"),
    path(f"{_FOCUS}move/", plan_keeping.focus_move, name="focus-move"),
    path(f"{_FOCUS}remove/", plan_keeping.focus_remove, name="focus-remove"),
    path(f"{_FOCUS}restore/", plan_keeping.focus_restore, name="focus-restore"),
    path("glossary/", glossary.term_list, name="term-list"),
    path("glossary/create/", glossary.term_create, name="term-create"),
    path(f"{_TERM}edit/", glossary.term_update, name="term-update"),
    path(f"{_TERM}remove/", glossary.term_remove, name="term-remove"),
    path(f"{_TERM}restore/", glossary.term_restore, name="term-restore"),
    path("forces/", forces.force_list, name="force-list"),
    path("forces/create/", forces.force_create, name="force-create"),
    path("forces/groups/create/", forces.group_create, name="group-create"),
    path(f"{_GROUP}edit/", forces.group_update, name="group-update"),
    path(f"{_GROUP}delete/", forces.group_delete, name="group-delete"),
    path("forces/populations/export/<slug:fmt>/", forces.population_export, name="population-export"),
    path("forces/populations/create/", forces.population_create, name="population-create"),
    path(f"{_POPULATION}delete/", forces.population_delete, name="population-delete"),
]
